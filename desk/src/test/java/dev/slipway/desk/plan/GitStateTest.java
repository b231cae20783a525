package dev.slipway.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Deployed;
import dev.slipway.desk.fake.TestCheckout;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.WrittenRelease;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edited files against git's commits and against what is deployed. */
class GitStateTest {
    private static final ModelName CHURN = new ModelName("churn");

    @TempDir
    Path folder;

    private Path home;

    /** The checkout is a folder of a larger repository. */
    @BeforeEach
    void commit() throws Exception {
        home = folder.resolve("products/one");
        TestCheckout checkout = TestCheckout.in(home).model("churn", "3.0.0", "id: string");
        checkout.environment("staging", TestCheckout.release("churn", "1.0.0", "id"))
                .commit(folder);
        checkout.environment("staging", TestCheckout.release("churn", "2.0.0", "id"));
    }

    @Test
    void shouldFindWhatTheFileChangesAgainstACommit() {
        Map<ModelName, WrittenRelease> earlier = GitState.of(home, "HEAD").releases("staging");

        assertThat(Edits.against(earlier, earlier, staging()))
                .singleElement()
                .satisfies(edited -> assertThat(edited.from()).contains(ModelVersion.parse("1.0.0")))
                .satisfies(edited -> assertThat(edited.tableBefore()).contains("churn"))
                .satisfies(edited -> assertThat(edited.release().version()).hasToString("2.0.0"))
                .satisfies(edited -> assertThat(edited.isOtherMajor()).isTrue());
        assertThat(GitState.of(home, "HEAD").releases("prod")).isEmpty();
    }

    @Test
    void shouldFindWhatTheFileChangesAgainstWhatIsDeployed() {
        Map<ModelName, WrittenRelease> earlier = GitState.of(home, "HEAD").releases("staging");

        assertThat(Edits.against(Map.of(), earlier, earlier, staging()))
                .singleElement()
                .satisfies(edited -> assertThat(edited.from()).isEmpty());
        assertThat(Edits.against(Map.of(CHURN, deployed("1.5.0")), earlier, earlier, staging()))
                .singleElement()
                .satisfies(edited -> assertThat(edited.from()).contains(ModelVersion.parse("1.5.0")));
        assertThat(Edits.against(Map.of(CHURN, deployed("2.0.0")), earlier, earlier, staging()))
                .isEmpty();
    }

    @Test
    void shouldSayThatGitDoesNotKnowACommit() {
        for (String ref : List.of("no-such-branch", "--all", "HEAD..HEAD", "")) {
            assertThatThrownBy(() -> GitState.of(home, ref))
                    .as(ref)
                    .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                            .isEqualTo(ExitCode.USAGE))
                    .hasMessageStartingWith("--against: expected a commit such as origin/main, got \"" + ref + '"');
        }
    }

    private Environment staging() {
        return EnvironmentFile.read(home.resolve("environments/staging.yaml"), ModelCatalog.in(home.resolve("models")));
    }

    private static Deployed deployed(String version) {
        return new Deployed(
                CHURN,
                ModelVersion.parse(version),
                "registry.example.com/churn",
                "s3://artifacts",
                Map.of(),
                Instant.EPOCH);
    }
}
