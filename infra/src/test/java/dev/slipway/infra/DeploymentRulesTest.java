package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.releases.ReleaseFileException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What AWS would refuse later is refused with the other mistakes of the files. */
class DeploymentRulesTest {
    private final Checkout checkout = Checkout.copy();

    @AfterEach
    void delete() {
        checkout.delete();
    }

    @Test
    void shouldRefuseEndpointsWhereImagesLieInAnotherRegion() {
        checkout.edit("environments/dev.yaml", "region: eu-central-1", "region: eu-west-1");

        refused("dev.yaml:5: network: egress: expected nat, as images are in eu-central-1 (slipway.yaml:"
                + " registry.region) and endpoints reach eu-west-1 only; got endpoints");
    }

    @Test
    void shouldTakeNatWhereImagesLieInAnotherRegion() {
        checkout.edit("environments/dev.yaml", "region: eu-central-1", "region: eu-west-1")
                .edit("environments/dev.yaml", "egress: endpoints", "egress: nat")
                .product();
    }

    @Test
    void shouldRefuseTwoEnvironmentsWhoseProjectsCouldNotBeToldApart() throws IOException {
        Files.copy(
                checkout.folder().resolve("environments/dev.yaml"),
                checkout.folder().resolve("environments/dev-eu.yaml"));

        refused("dev-eu.yaml:1: expected a name that does not begin with that of another environment of the same"
                + " account and region; \"slipway-dev-eu-…\" could be a model of \"dev\", too");
    }

    @Test
    void shouldRefuseMoreModelsThanAStackTakes() throws IOException {
        ManyModels.in(checkout, "dev", 41);

        refused("dev.yaml:8: models: expected at most 40, as CloudFormation takes 500 resources in a stack; got 41;"
                + " a second environment in the same account takes more");
    }

    private void refused(String message) {
        assertThatThrownBy(checkout::product)
                .isInstanceOf(ReleaseFileException.class)
                .hasMessage(message);
    }
}
