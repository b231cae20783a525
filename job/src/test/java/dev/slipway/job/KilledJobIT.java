package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.images.LocalRegistry;
import dev.slipway.job.JobProcess.Ended;
import dev.slipway.job.runtime.ContainerRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is told to stop, or killed outright, while its container runs. */
class KilledJobIT {
    @TempDir
    Path folder;

    private TestEngine engine;
    private LocalRegistry registry;
    private JobCase run;
    private JobProcess job;

    @BeforeEach
    void start() throws Exception {
        engine = TestEngine.required();
        registry = LocalRegistry.start();
        String image = registry.host() + "/doubling";
        engine.forget(image + "@" + TestEngine.scripted().push(image + ":1.2.3"));
        engine.forget(image + ":1.2.3");
        run = new JobCase(folder, folder)
                .set("IMAGE", image)
                .set(
                        "VARIABLE_SCRIPT",
                        "trap 'echo stopping >&2; exit 143' TERM; touch /run/out/up; while :; do sleep 0.1; done");
        job = JobProcess.start(run.environment(), "run");
        while (!Files.exists(run.work.resolve("out/up"))) {
            Thread.sleep(20);
        }
    }

    @AfterEach
    void remove() {
        if (registry != null) {
            registry.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void shouldStopTheContainerInGoodOrder() throws Exception {
        job.sigterm();
        Ended ended = job.await();
        assertThat(ended.status()).isEqualTo(143);
        assertThat(ended.output()).contains("predict was stopped because the job was asked to stop: \"stopping\"");
        assertThat(TestEngine.leftOf(job.pid())).isEmpty();
    }

    @Test
    void shouldRemoveTheContainerOfAJobThatWasKilledBeforeTheNextOneRuns() throws Exception {
        job.sigkill();
        assertThat(TestEngine.leftOf(job.pid())).hasSize(1);
        ContainerRuntime.of(
                engine.engine(),
                engine.engine()
                        .inspect(run.environment().get("SLIPWAY_IMAGE") + ":1.2.3")
                        .orElseThrow(),
                "next",
                null);
        assertThat(TestEngine.leftOf(job.pid())).isEmpty();
    }
}
