package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.images.LocalRegistry;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of an image that lies in a registry: which one runs, and what is on record of it. */
class ContainerJobIT {
    private static TestEngine engine;
    private static LocalRegistry registry;
    private static String digest;

    @TempDir
    Path folder;

    @BeforeAll
    static void push() {
        engine = TestEngine.required();
        registry = LocalRegistry.start();
        digest = TestEngine.scripted().push(repository("doubling") + ":1.2.3");
        engine.forget(repository("doubling") + "@" + digest);
        engine.forget(repository("doubling") + ":1.2.3");
    }

    @AfterAll
    static void remove() {
        if (registry != null) {
            registry.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(TestEngine.left()).isEmpty();
    }

    private static String repository(String name) {
        return registry.host() + "/" + name;
    }

    private JobCase run(String image) {
        return new JobCase(folder, folder).set("IMAGE", image);
    }

    @Test
    void shouldPullTheVersionAndRecordTheDigestThatRan() {
        JobCase run = run(repository("doubling"));
        List<String> notes = new ArrayList<>();
        RunSummary summary = run.job(new ProgressListener() {
                    @Override
                    public void note(String message) {
                        notes.add(message);
                    }
                })
                .run();
        String name = repository("doubling") + "@" + digest;
        assertThat(summary.rowsPublished()).isEqualTo(5);
        assertThat(summary.runtime()).isEqualTo("container");
        assertThat(summary.image()).isEqualTo(name);
        assertThat(summary.imageDigest()).isEqualTo(digest);
        assertThat(run.facts())
                .containsEntry("image", name)
                .containsEntry("imageDigest", digest)
                .containsEntry("runtime", "container");
        assertThat(notes)
                .startsWith("pulling " + repository("doubling") + ":1.2.3", "running " + name + " in a container");
    }

    @Test
    void shouldRecordWhatRanWhereATagMoves() {
        String image = repository("moving");
        String first = push(2, image);
        JobCase before = new JobCase(folder.resolve("before"), folder).set("IMAGE", image);
        assertThat(before.job().run().imageDigest()).isEqualTo(first);
        String second = push(3, image);
        JobCase after = new JobCase(folder.resolve("after"), folder).set("IMAGE", image);
        assertThat(after.job().run().imageDigest()).isEqualTo(second).isNotEqualTo(first);
        assertThat(after.work.resolve("out/predictions.csv")).content().contains("e,2026-11-01,15");
        JobCase again = new JobCase(folder.resolve("again"), folder).set("IMAGE", image + "@" + first);
        assertThat(again.job().run().image()).isEqualTo(image + "@" + first);
        assertThat(again.work.resolve("out/predictions.csv")).content().contains("e,2026-11-01,10");
    }

    private static String push(int factor, String image) {
        String pushed = TestEngine.multiplying(factor)
                .label("dev.slipway.manifest", TestImages.manifest())
                .push(image + ":1.2.3");
        engine.forget(image + "@" + pushed);
        engine.forget(image + ":1.2.3");
        return pushed;
    }

    @Test
    void shouldSayThatTheVersionIsNotInTheRegistry() {
        fails(
                run(repository("doubling")).set("VERSION", "1.2.4"),
                ExitCode.BAD_CONFIGURATION,
                repository("doubling") + ":1.2.4: is not in the registry; push it first (slipway push)");
    }

    @Test
    void shouldRefuseAnImageWhoseLabelIsAnotherVersion() {
        TestEngine.scripted().push(repository("doubling") + ":2.0.0");
        engine.forget(repository("doubling") + ":2.0.0");
        fails(
                run(repository("doubling")).set("VERSION", "2.0.0"),
                ExitCode.BAD_CONFIGURATION,
                "SLIPWAY_VERSION: expected the image to be 2.0.0, but " + repository("doubling") + "@" + digest
                        + " says it is 1.2.3");
        fails(
                new JobCase(folder.resolve("other"), folder)
                        .set("IMAGE", repository("doubling"))
                        .set("NAME", "tripling"),
                ExitCode.BAD_CONFIGURATION,
                "SLIPWAY_NAME: expected the image to be tripling, but ");
    }

    @Test
    void shouldRefuseAnImageWithoutALabel() {
        TestEngine.multiplying(5).push(repository("bare") + ":1.2.3");
        engine.forget(repository("bare") + ":1.2.3");
        fails(
                run(repository("bare")),
                ExitCode.BAD_CONFIGURATION,
                "expected the label dev.slipway.manifest with the model's manifest, got none");
    }

    @Test
    void shouldTryAgainWhereTheRegistryIsAway() {
        fails(
                run("localhost:1/doubling"),
                ExitCode.TRY_AGAIN,
                "localhost:1/doubling:1.2.3: the registry does not give it, tried 3 times: ");
    }

    @Test
    void shouldNeedTheRegistryForPredictAlone() {
        JobCase run = run("localhost:1/doubling");
        run.job(Verb.FETCH).fetch();
        run.set("IMAGE", repository("doubling")).job(Verb.PREDICT).predict();
        RunSummary summary = run.set("IMAGE", null).job(Verb.PUBLISH).publish();
        assertThat(summary.rowsPublished()).isEqualTo(5);
        assertThat(summary.imageDigest()).isEqualTo(digest);
    }

    @Test
    void shouldNotFollowLinksThatAnImageLeaves() {
        JobCase run = run(repository("doubling"))
                .set("ARTIFACTS", folder.resolve("kept").toString())
                .set(
                        "VARIABLE_SCRIPT",
                        "cd /run/out; ln -s /etc/passwd predictions.csv; mkfifo rejects.csv; ln -s / report.json;"
                                + " echo '{}' > _SUCCESS");
        fails(
                run,
                ExitCode.DEFECT,
                "predict left \"",
                "predictions.csv -> /etc/passwd",
                "in out/; expected regular files, links and pipes are not followed");
        assertThat(run.work.resolve("out").toFile().list()).containsExactly("_SUCCESS");
        assertThat(folder.resolve("kept/runs/doubling/" + run.runId).toFile().list())
                .containsExactlyInAnyOrder("_SUCCESS", "run.json");
    }

    @Test
    void shouldKeepItsSecretsFromTheImage() {
        JobCase run = run(repository("doubling"))
                .set("VARIABLE_HORIZON_DAYS", "28")
                .set(
                        "VARIABLE_SCRIPT",
                        "for p in /proc/[0-9]*; do tr '\\0' '\\n' < $p/environ 2>/dev/null || true; tr '\\0' ' ' < $p/cmdline;"
                                + " echo; done; exit 70");
        fails(run, ExitCode.DEFECT, "predict ended with 70");
        String log = String.join("\n", run.facts().get("log").toString());
        assertThat(log)
                .contains("HORIZON_DAYS=28")
                .doesNotContain("ANALYTICS", run.environment().get("SLIPWAY_ANALYTICS_PASSWORD"));
    }

    private void fails(JobCase run, ExitCode code, String... words) {
        InferenceException failure =
                catchThrowableOfType(InferenceException.class, () -> run.job().run());
        assertThat(failure).hasMessageContainingAll(words);
        assertThat(failure.exitCode()).isEqualTo(code);
        assertThat(run.facts()).containsAllEntriesOf(Map.of("state", "failed", "exitCode", code.code()));
    }
}
