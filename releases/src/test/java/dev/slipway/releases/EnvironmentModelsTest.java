package dev.slipway.releases;

import static dev.slipway.releases.Workspace.ENVIRONMENT;
import static dev.slipway.releases.Workspace.MODEL;
import static dev.slipway.releases.Workspace.violations;
import static dev.slipway.releases.Workspace.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment file against the models' folders and against itself. */
class EnvironmentModelsTest {
    private static final String TWO = ENVIRONMENT
            + ENVIRONMENT
                    .substring(ENVIRONMENT.indexOf("  audience-forecast:"))
                    .replace("audience-forecast:", "churn:");

    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeModels() {
        workspace = Workspace.in(folder);
        workspace.model("churn", with(MODEL, "name: audience-forecast", "name: churn"));
    }

    @Test
    void shouldRunSeveralModels() {
        String two = TWO.replaceFirst("table: audience", "table: audience_two");

        assertThat(workspace.readEnvironment(two).models().keySet())
                .containsExactly(new ModelName("audience-forecast"), new ModelName("churn"));
    }

    @Test
    void shouldRefuseTwoModelsThatCopyToOneTable() {
        assertThat(violations(() -> workspace.readEnvironment(TWO)))
                .containsExactly(
                        "staging.yaml:25: models.churn.copy.table: expected a table of its own, got \"audience\", "
                                + "which audience-forecast copies to");
    }

    @Test
    void shouldRefuseAReleaseThatLacksWhatItsModelNeeds() {
        workspace.model("audience-forecast", MODEL + "variables: [HORIZON_DAYS, REGION]\n");

        assertThat(violations(() -> workspace.readEnvironment(ENVIRONMENT)))
                .containsExactly("staging.yaml:13: models.audience-forecast.variables: expected REGION, which"
                        + " audience-forecast 1.0.0 needs, such as variables: {REGION: \"28\"}");
        assertThat(violations(() ->
                        workspace.readEnvironment(with(ENVIRONMENT, "    variables: {HORIZON_DAYS: \"28\"}\n", ""))))
                .singleElement()
                .asString()
                .contains("models.audience-forecast: expected HORIZON_DAYS, REGION, which");
        assertThat(workspace
                        .readEnvironment(with(ENVIRONMENT, "version: 1.0.0", "version: 1.1.0"))
                        .models())
                .as("the folder holds another version")
                .hasSize(1);
    }

    @Test
    void shouldNotCheckCopyWhereTheFolderHoldsAnotherVersion() {
        String other = with(ENVIRONMENT, "version: 1.0.0", "version: 1.1.0");
        String copy = with(other, "air_date, viewers]", "air_date, viewers, share]");

        assertThat(workspace.readEnvironment(copy).models()).hasSize(1);

        ModelCatalog catalog = ModelCatalog.in(folder.resolve("models"));
        ModelName model = new ModelName("audience-forecast");
        assertThat(catalog.at(model, ModelVersion.parse("1.1.0"))).isEmpty();
        assertThat(catalog.at(model, ModelVersion.parse("1.0.0"))).contains(catalog.get(model));
    }

    @Test
    void shouldReportABrokenModelFileBesideTheEnvironmentsOwnViolations() {
        workspace.model("churn", with(MODEL, "runtime: java", "runtime: jva"));

        assertThat(violations(() -> workspace.readEnvironment(with(TWO, "protect: true", "protect: 1"))))
                .containsExactly(
                        "staging.yaml:3: protect: expected true or false such as true, got 1",
                        "staging.yaml:25: models.churn.copy.table: expected a table of its own, got \"audience\", "
                                + "which audience-forecast copies to",
                        "churn/model.yaml:3: runtime: expected one of java, python, onnx, image, got \"jva\"; "
                                + "did you mean java?");
    }

    @Test
    void shouldRefuseAFolderThatHoldsAnotherModel() {
        workspace.model("churn", MODEL);

        assertThat(violations(() -> workspace.readEnvironment(TWO.replaceFirst("table: audience", "table: other"))))
                .containsExactly(
                        "churn/model.yaml:1: name: expected the folder's name churn, got \"audience-forecast\"");
    }

    @Test
    void shouldHaveNoModelsWithoutAFolder() {
        ModelCatalog none = ModelCatalog.in(folder.resolve("nothing"));

        assertThat(none.names()).isEmpty();
        assertThat(none.has(new ModelName("churn"))).isFalse();
        assertThat(ModelCatalog.in(folder.resolve("models")).names()).containsExactly("audience-forecast", "churn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging.yml",
                "Staging.yaml",
                "local.yaml",
                "release.yaml",
                "diff.yaml",
                "registry.yaml",
                "a-name-that-is-too-long.yaml",
                "1.yaml"
            })
    void shouldRefuseAFileNameThatIsNoEnvironment(String name) {
        assertThat(violations(() -> workspace.readEnvironment(name, ENVIRONMENT)))
                .singleElement()
                .asString()
                .startsWith(name + ":1: expected a file named after its environment")
                .endsWith("got \"" + name + '"');
    }
}
