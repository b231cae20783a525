package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers and editors' schemas judge the same files, and agree wherever a schema can express the rule. */
class CorpusTest {
    @TempDir
    Path folder;

    static Stream<Case> environments() {
        return Stream.of(EnvironmentCorpus.cases(), ReleaseCorpus.cases(), CopyCorpus.cases())
                .flatMap(cases -> cases);
    }

    static Stream<Case> models() {
        return ModelCorpus.cases();
    }

    static Stream<Case> projects() {
        return ProjectCorpus.cases();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("environments")
    void shouldJudgeEnvironments(Case file) {
        shouldJudge(file, () -> Workspace.in(folder).readEnvironment(file.text()), "environment");
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("models")
    void shouldJudgeModels(Case file) {
        shouldJudge(file, () -> Workspace.in(folder).readModel(file.text()).toManifest(), "model");
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("projects")
    void shouldJudgeProjects(Case file) {
        shouldJudge(file, () -> Workspace.in(folder).readProject(file.text()), "project");
    }

    private static void shouldJudge(Case file, Runnable reading, String schema) {
        if (file.isGood()) {
            assertThatCode(reading::run).doesNotThrowAnyException();
        } else {
            assertThat(Workspace.violations(reading))
                    .anySatisfy(line -> assertThat(line).contains(file.problem()));
        }
        boolean accepted =
                Schemas.complaints(schema + ".schema.json", file.text()).isEmpty();
        assertThat(accepted).as("the schema accepts%n%s", file.text()).isEqualTo(file.isGood() || !file.schemaSees());
    }
}
