package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.JobProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, as a process. */
class JobIT {
    @TempDir
    Path folder;

    @Test
    void shouldNameEveryVariableInItsHelp() throws Exception {
        Ended ended = JobProcess.start(Map.of(), "--help").await();
        assertThat(ended.status()).isZero();
        for (Variable variable : Variable.values()) {
            assertThat(ended.output()).contains("  " + variable.key()).contains(variable.meaning());
        }
    }

    @Test
    void shouldEndAsUsageForAnUnknownVerb() throws Exception {
        Ended ended = JobProcess.start(Map.of(), "deploy").await();
        assertThat(ended.status()).isEqualTo(64);
        assertThat(ended.output()).contains("expected fetch, predict, publish or run, got \"deploy\"");
    }

    @Test
    void shouldNameAllMissingVariablesAtOnce() throws Exception {
        Ended ended =
                JobProcess.start(Map.of("SLIPWAY_TIMEOUT", "tomorrow"), "run").await();
        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.output())
                .contains("SLIPWAY_IMAGE: missing", "SLIPWAY_INPUT: missing", "SLIPWAY_ANALYTICS_PASSWORD: missing")
                .contains("SLIPWAY_TIMEOUT: expected a time such as 2h, 90m or 1h30m, got \"tomorrow\"");
    }

    @Test
    void shouldRunAndSayWhatItDid() throws Exception {
        JobCase run = new JobCase(folder, TestImages.java(folder.resolve("image")));
        Ended ended = JobProcess.start(run.environment(), "run").await();
        assertThat(ended.output()).contains("5 rows read, 5 predicted, 0 rejected, 5 published");
        assertThat(ended.status()).isZero();
    }

    @Test
    void shouldPrintAStackTraceOnlyWhenAsked() throws Exception {
        JobCase run = new JobCase(folder, TestImages.shell(folder.resolve("image"), "exit 70\n"));
        Ended quiet = JobProcess.start(run.environment(), "run").await();
        assertThat(quiet.status()).isEqualTo(70);
        assertThat(quiet.output())
                .contains("slipway-job run: predict ended with 70")
                .doesNotContain("\tat ");
        JobCase again = new JobCase(folder.resolve("again"), folder.resolve("image"));
        Ended verbose = JobProcess.start(again.set("VERBOSE", "true").environment(), "run")
                .await();
        assertThat(verbose.status()).isEqualTo(70);
        assertThat(verbose.output()).contains("\tat dev.slipway.job");
    }

    @Test
    void shouldForwardSigtermAndRecordTheStop() throws Exception {
        Path started = folder.resolve("started");
        JobCase run = new JobCase(
                folder,
                TestImages.shell(
                        folder.resolve("image"),
                        "trap 'echo stopping >&2; exit 143' TERM\necho $$ > " + started
                                + "\nwhile :; do sleep 0.1; done\n"));
        JobProcess job = JobProcess.start(run.environment(), "run");
        while (!Files.exists(started)) {
            Thread.sleep(20);
        }
        job.sigterm();
        Ended ended = job.await();
        assertThat(ended.status()).isEqualTo(143);
        assertThat(Analytics.shared().attempts(run.runId))
                .containsExactly("failed|143|predict was stopped because the job was asked to stop: \"stopping\"");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(started).strip())))
                .isEmpty();
    }

    @Test
    void shouldTryAgainWhenTheDiskTakesNoMoreInput() throws Exception {
        JobCase run = new JobCase(folder, TestImages.java(folder.resolve("image")))
                .input("a,2026-11-01,1,,\n".repeat(100_000));
        // At most 512 KiB in a file: the write fails as it does on a full disk.
        Ended ended =
                JobProcess.start("ulimit -f 1024; ", run.environment(), "run").await();
        assertThat(ended.output()).contains("slipway-job run: fetch: cannot copy the input: ");
        assertThat(ended.status()).isEqualTo(75);
        assertThat(Analytics.shared().attempts(run.runId).get(0)).startsWith("failed|75|fetch: cannot copy the input");
        assertThat(run.work.resolve("in")).as("the next try finds room").doesNotExist();
    }
}
