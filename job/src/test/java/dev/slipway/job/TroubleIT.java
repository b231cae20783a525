package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that break, as real child processes: how the job ends, what it says, and what the ledger keeps. */
class TroubleIT {
    @TempDir
    Path folder;

    @Test
    void shouldEndAsADefectWhenTheModelThrowsOnEveryRow() {
        JobCase run = new JobCase(folder, TestImages.java(folder.resolve("image")))
                .input("a,2026-11-01,13,,\nb,2026-11-01,13,,\n");
        fails(run, ExitCode.DEFECT, "predict ended with 70 (a defect)", "13 is an unlucky number");
    }

    @Test
    void shouldEndAsBadDataWhenTooManyRowsAreRejected() {
        JobCase run = new JobCase(folder, TestImages.java(folder.resolve("image")))
                .input("a,2026-11-01,13,,\nb,2026-11-01,2,,\n");
        fails(run, ExitCode.BAD_DATA, "predict ended with 65 (bad data)", "1 of 2");
        assertThat(run.work.resolve("out/rejects.csv")).content().contains("input.csv,2,,model,");
    }

    @Test
    void shouldStopAModelThatHangsPastItsDeadline() {
        JobCase run = shell("sleep 300\n").set("TIMEOUT", "1s");
        fails(run, ExitCode.TRY_AGAIN, "predict was stopped: deadline passed after 1s");
    }

    @Test
    void shouldKillAModelThatIgnoresSigterm() throws Exception {
        JobCase run = shell(
                        "trap '' TERM\necho $$ > \"$SLIPWAY_OUT/pid\"\nsh -c 'trap \"\" TERM; sleep 300' &\nwhile :; do sleep 1; done\n")
                .set("TIMEOUT", "1s");
        fails(
                run,
                ExitCode.TRY_AGAIN,
                "predict was stopped: deadline passed after 1s; it ignored SIGTERM for 10s and was killed");
        long pid = Long.parseLong(Files.readString(run.work.resolve("out/pid")).strip());
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void shouldTellTheLedgerOfAPublishThatIsStillGoingOnWhenTheJobIsStopped() throws Exception {
        Path image = TestImages.java(folder.resolve("image"));
        new JobCase(folder.resolve("first"), image).job().run();
        JobCase run = new JobCase(folder.resolve("second"), image);
        JobRun job = run.job();
        CompletableFuture<RunSummary> going;
        try (Connection reader = Analytics.shared().as(Role.READER).connect()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT FROM predictions.doubling_v1_current");
            going = CompletableFuture.supplyAsync(job::run);
            while (Analytics.shared()
                    .rows("SELECT 1 FROM pg_locks WHERE NOT granted AND relation ="
                            + " 'predictions.doubling_v1_current'::regclass")
                    .isEmpty()) {
                assertThat(going).isNotDone();
                Thread.sleep(10);
            }

            job.stop(Duration.ZERO);

            assertThat(Analytics.shared().attempts(run.runId))
                    .containsExactly("failed|143|the job was asked to stop, and had not ended after 0 s");
        }
        // Nobody killed it: what it did after all counts.
        assertThat(going.join().current()).isTrue();
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("succeeded|0|null");
    }

    @Test
    void shouldNotBelieveAModelThatWritesNothing() {
        fails(shell("exit 0\n"), ExitCode.DEFECT, "predict exited 0 without _SUCCESS");
    }

    @Test
    void shouldNotBelieveAModelThatLosesItsSuccess() {
        JobCase run = wrapped("$JAVA \"$1\"\n[ \"$1\" = describe ] || rm \"$SLIPWAY_OUT/_SUCCESS\"\n");
        fails(run, ExitCode.DEFECT, "predict exited 0 without _SUCCESS");
        assertThat(run.work.resolve("out/predictions.csv")).exists();
    }

    @Test
    void shouldNotBelieveOtherBytesThanSuccessNames() {
        JobCase run = wrapped("$JAVA \"$1\"\n[ \"$1\" = describe ] || echo more >> \"$SLIPWAY_OUT/predictions.csv\"\n");
        fails(run, ExitCode.DEFECT, "predictions.csv");
    }

    @Test
    void shouldNotBelieveFewerRowsThanSuccessSays() {
        fails(
                losingTheLastLineOf("predictions.csv"),
                ExitCode.DEFECT,
                "predictions.csv: expected 5 rows as _SUCCESS has it, got 4");
    }

    @Test
    void shouldNotBelieveFewerRejectsThanSuccessSays() {
        JobCase run = losingTheLastLineOf("rejects.csv")
                .input("a,2026-11-01,1,,\nb,never,2,,\nc,2026-11-01,x,,\n")
                .set("REJECTS", "2");
        fails(run, ExitCode.DEFECT, "rejects.csv: expected 2 rows as _SUCCESS has it, got 1");
    }

    @Test
    void shouldNotBelieveFewerRowsWithoutADatabaseEither() {
        JobCase run = losingTheLastLineOf("predictions.csv")
                .set("ANALYTICS_URL", null)
                .set("ANALYTICS_USER", null)
                .set("ANALYTICS_PASSWORD", null);
        run.job(Verb.FETCH).fetch();
        InferenceException failure = catchThrowableOfType(
                InferenceException.class, () -> run.job(Verb.PREDICT).predict());
        assertThat(failure).hasMessage("predictions.csv: expected 5 rows as _SUCCESS has it, got 4");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.DEFECT);
        assertThat(run.facts()).containsEntry("state", "failed").containsEntry("exitCode", 70);
    }

    /** An image that loses a row and names the hash of what is left. */
    private JobCase losingTheLastLineOf(String file) {
        return wrapped("""
                $JAVA "$1"
                if [ "$1" = predict ]; then
                  cd "$SLIPWAY_OUT"
                  before=$(sha256sum < FILE | cut -c1-64)
                  sed -i '$d' FILE
                  after=$(sha256sum < FILE | cut -c1-64)
                  sed -i "s/$before/$after/" _SUCCESS
                fi
                """.replace("FILE", file));
    }

    @Test
    void shouldNotPublishOtherTypesThanTheManifestNames() {
        fails(
                lying("lying-types", "s/\"score\",\"type\":\"double\"/\"score\",\"type\":\"date\"/"),
                ExitCode.DEFECT,
                "score",
                "date");
    }

    @Test
    void shouldNotPublishOtherColumnsThanTheManifestNames() {
        fails(
                lying("lying-columns", "s/\"name\":\"score\",\"type\"/\"name\":\"points\",\"type\"/"),
                ExitCode.DEFECT,
                "points");
    }

    /** An image of a model of its own that describes another output than it writes. */
    private JobCase lying(String name, String change) {
        JobCase run = wrapped("""
                if [ "$1" = describe ]; then
                  sed '%s; s/"actuals":{[^}]*}/"actuals":{}/; s/"metrics":\\[[^]]*\\]/"metrics":[]/' \
                    "$SLIPWAY_MODEL/manifest.json"
                else
                  exec $JAVA "$1"
                fi
                """.formatted(change));
        Path manifest = folder.resolve("image/model/manifest.json");
        try {
            Files.writeString(manifest, Files.readString(manifest).replace("\"doubling\"", '"' + name + '"'));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return run;
    }

    @Test
    void shouldSurviveAGigabyteOfOutput() {
        JobCase run = wrapped("[ \"$1\" = describe ] || yes | head -c 1073741824\nexec $JAVA \"$1\"\n");
        List<String> shown = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        RunSummary summary = run.job(new ProgressListener() {
                    @Override
                    public void imageLog(String line) {
                        shown.add(line);
                    }

                    @Override
                    public void note(String message) {
                        notes.add(message);
                    }
                })
                .run();
        assertThat(summary.rowsPublished()).isEqualTo(5);
        assertThat(shown).hasSizeBetween(100_000, 1_000_000);
        assertThat(notes).anyMatch(note -> note.matches("the image printed 536\\d{6} more lines, not shown"));
    }

    @Test
    void shouldTellThatAModelWasKilled() {
        JobCase run = shell(
                "printf 'id,day,score\\na,2026-11-01,2\\nb,2026' > \"$SLIPWAY_OUT/predictions.csv\"\nkill -9 $$\n");
        fails(run, ExitCode.DEFECT, "predict was killed from outside or crashed, signal 9 (SIGKILL");
        assertThat(run.work.resolve("out/predictions.csv")).hasContent("id,day,score\na,2026-11-01,2\nb,2026");
        assertThat(run.facts()).doesNotContainKeys("rowsPublished", "table");
        assertThat(Analytics.shared()
                        .rows("SELECT state, rows, table_name, published_at FROM predictions.runs WHERE run_id = '"
                                + run.runId + "'"))
                .containsExactly("started|null|null|null");
    }

    @Test
    void shouldTellOfASigtermThatTheJobDidNotSend() {
        fails(shell("kill -15 $$\n"), ExitCode.TRY_AGAIN, "predict ended by SIGTERM that this job did not send");
    }

    @Test
    void shouldTakeAnUnlistedCodeAsADefect() {
        fails(
                shell("echo 'no such file: weights.bin' >&2\nexit 3\n"),
                ExitCode.DEFECT,
                "predict ended with 3 (not a code of the specification, so a defect)",
                "\"no such file: weights.bin\"");
    }

    @Test
    void shouldTryAgainWhenTheImageCannotWrite() {
        JobCase run = wrapped("[ \"$1\" = describe ] || ulimit -f 0\nexec $JAVA \"$1\"\n");
        fails(run, ExitCode.TRY_AGAIN, "predict ended with 75 (try again)");
    }

    @Test
    void shouldKeepTheArtifactsOfAFailure() {
        JobCase run = shell("echo half > \"$SLIPWAY_OUT/predictions.csv\"\necho 'weights are gone' >&2\nexit 70\n")
                .set("ARTIFACTS", folder.resolve("kept").toString());
        fails(run, ExitCode.DEFECT, "weights are gone");
        Path kept = folder.resolve("kept/runs/doubling/" + run.runId);
        assertThat(kept.resolve("predictions.csv")).hasContent("half");
        assertThat(Json.read(kept.resolve("run.json")))
                .containsEntry("state", "failed")
                .containsEntry("exitCode", 70)
                .containsEntry("log", List.of("weights are gone"));
    }

    private JobCase shell(String script) {
        return new JobCase(folder, TestImages.shell(folder.resolve("image"), script));
    }

    private JobCase wrapped(String script) {
        return new JobCase(folder, TestImages.wrapped(folder.resolve("image"), script));
    }

    /** The job ends with the code, says all these words, and the ledger has the attempt as failed with them. */
    private static void fails(JobCase run, ExitCode code, String... words) {
        InferenceException failure =
                catchThrowableOfType(InferenceException.class, () -> run.job().run());
        assertThat(failure).as("the run fails").isNotNull();
        assertThat(failure.exitCode()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.getMessage()).contains(words).doesNotContain("\n");
        List<String> attempts = Analytics.shared().attempts(run.runId);
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0)).startsWith("failed|" + code.code() + "|").contains(words);
        assertThat(run.facts()).containsEntry("state", "failed").containsEntry("exitCode", code.code());
    }
}
