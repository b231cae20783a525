package dev.slipway.desk.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.fake.Fault;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ECR has of a version, without its layers. */
class CloudRegistryIT {
    private static final ModelVersion VERSION = ModelVersion.parse("1.1.0");
    private static final Manifest MANIFEST = Staging.manifest(Staging.CHURN, "1.1.0");
    private static final String REFERENCE = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/churn:1.1.0";

    private static final String GOLDEN = "a".repeat(64);

    private FakeCloud cloud;
    private Registry registry;

    @BeforeEach
    void open() {
        cloud = new FakeCloud();
        registry = Staging.desk("churn").registry();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void shouldReadWhatAnImageSaysOfItself() {
        String digest = cloud.ecr().push(MANIFEST, Map.of());

        assertThat(registry.find(Staging.CHURN, VERSION))
                .contains(new Released(VERSION, digest, MANIFEST, Optional.of(true), Optional.empty()));
        assertThat(registry.reference(Staging.CHURN, VERSION)).isEqualTo(REFERENCE);
    }

    @Test
    void shouldReadTheLabelsOfAnImageInARealRegistry() {
        try (LocalRegistry real = LocalRegistry.start()) {
            cloud.ecr().behind(real.host());
            String digest = TinyImages.script("exit 0")
                    .label("dev.slipway.manifest", MANIFEST.toJson())
                    .push(real.host() + "/slipway/churn:1.1.0");

            assertThat(registry.find(Staging.CHURN, VERSION))
                    .contains(new Released(VERSION, digest, MANIFEST, Optional.of(true), Optional.empty()));
            assertThat(registry.find(Staging.CHURN, ModelVersion.parse("1.2.0")))
                    .isEmpty();
        }
    }

    @Test
    void shouldReadWhatAnImageScoredWithoutAFurtherCall() {
        Manifest golden = Manifest.parse(MANIFEST.toJson().replaceFirst("}$", ",\"goldenSha256\":\"" + GOLDEN + "\"}"));
        cloud.ecr().push(golden, Map.of("rmse", 0.38));

        Released released = registry.find(Staging.CHURN, VERSION).orElseThrow();

        assertThat(released.measured()).isEqualTo(Map.of("rmse", 0.38));
        assertThat(cloud.calls())
                .containsExactly("BatchGetImage", "GetDownloadUrlForLayer", "blob", "DescribeRepositories");
    }

    @Test
    void shouldTakeNothingFromWhatAnotherImageScored() {
        String digest = cloud.ecr().push(MANIFEST, Map.of());
        GoldenMetrics other = new GoldenMetrics("sha256:" + GOLDEN, GOLDEN, Map.of("rmse", 0.1));
        cloud.ecr().beside(MANIFEST, other);

        Released released = registry.find(Staging.CHURN, VERSION).orElseThrow();

        assertThat(released.digest()).isEqualTo(digest);
        assertThat(released.golden()).contains(other);
        assertThat(released.measured()).isEmpty();
    }

    @Test
    void shouldAskOnceForAnImageThatSeveralEnvironmentsRun() {
        cloud.ecr().push(MANIFEST, Map.of());

        registry.find(Staging.CHURN, VERSION);
        registry.find(Staging.CHURN, VERSION);

        assertThat(cloud.calls())
                .containsExactly("BatchGetImage", "GetDownloadUrlForLayer", "blob", "DescribeRepositories");
    }

    @Test
    void shouldTakeTheProfileThatIsNamedAfterTheEnvironment(@TempDir Path folder) throws Exception {
        System.setProperty(
                "aws.configFile",
                Files.writeString(folder.resolve("config"), """
                        [profile slipway-staging]
                        aws_access_key_id = STAGING
                        aws_secret_access_key = secret
                        """).toString());
        try {
            Staging.desk("churn").jobs().deployed(List.of(Staging.CHURN));
            assertThat(cloud.keys()).containsExactly("STAGING");
            Files.writeString(folder.resolve("config"), "[default]\naws_access_key_id");
            assertThatThrownBy(() -> Staging.desk("churn"))
                    .hasMessageStartingWith("AWS's profiles, AWS_CONFIG_FILE or ~/.aws/config, and")
                    .hasMessageContaining("line 2")
                    .extracting("exitCode.code")
                    .isEqualTo(78);
        } finally {
            System.clearProperty("aws.configFile");
        }
        Staging.desk("churn").jobs().deployed(List.of(Staging.CHURN));
        assertThat(cloud.keys()).containsExactlyInAnyOrder("STAGING", "test");
    }

    @Test
    void shouldKnowNothingOfAVersionThatWasNotPushed() {
        cloud.ecr().push(MANIFEST, Map.of());

        assertThat(registry.find(Staging.CHURN, ModelVersion.parse("1.2.0"))).isEmpty();
    }

    @Test
    void shouldTellWhereTagsMayBeOverwritten() {
        cloud.ecr().repository("slipway/churn", "MUTABLE").push(MANIFEST, Map.of());

        assertThat(registry.find(Staging.CHURN, VERSION)).get().returns(Optional.of(false), Released::immutable);
    }

    @Test
    void shouldSayThatThereIsNoRepository() {
        assertThatThrownBy(() -> registry.find(Staging.CHURN, VERSION))
                .hasMessageStartingWith(
                        "ECR (eu-central-1), asked for " + REFERENCE + ", answers RepositoryNotFoundException: ")
                .hasMessageEndingWith("; 'cdk deploy Registry' makes one for every model")
                .extracting("exitCode.code")
                .isEqualTo(78);
    }

    @Test
    void shouldRefuseWhatIsNoModelsImage() {
        cloud.ecr().push("slipway/churn", "1.1.0", Map.of("maintainer", "somebody"));

        assertThatThrownBy(() -> registry.find(Staging.CHURN, VERSION))
                .hasMessage(REFERENCE
                        + " has no label dev.slipway.manifest, so it is no model's image; 'slipway push' makes one");
    }

    @Test
    void shouldSayThatLabelsCannotBeReadAndTryAgainLater() {
        cloud.ecr().push(MANIFEST, Map.of());
        cloud.faults().next("blob", 3, Fault.cut());

        assertThatThrownBy(() -> registry.find(Staging.CHURN, VERSION))
                .hasMessageContaining("its labels cannot be read from localhost:")
                .extracting("exitCode.code")
                .isEqualTo(75);
        cloud.faults().next("blob", 3, Fault.refused(403, "AccessDenied", "Request has expired"));
        assertThatThrownBy(() -> registry.find(Staging.CHURN, VERSION))
                .as("no address that lets anybody in")
                .hasMessageMatching(".* cannot be read from localhost:\\d+: it answers 403; try again");
        cloud.faults().next("blob", Fault.refused(200, "Another", "configuration"));
        assertThatThrownBy(() -> registry.find(Staging.CHURN, VERSION))
                .hasMessageContaining(": expected a configuration of sha256:");
        assertThat(registry.find(Staging.CHURN, VERSION)).isPresent();
    }
}
