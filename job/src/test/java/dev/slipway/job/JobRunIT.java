package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.InferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunIT {
    private static final String SHA256_OF_NO_BYTES = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    static Path images;

    @TempDir
    Path folder;

    private static Path image;
    private JobCase run;

    @BeforeAll
    static void buildImage() {
        image = TestImages.java(images.resolve("doubling"));
    }

    @BeforeEach
    void prepare() {
        run = new JobCase(folder, image);
    }

    @Test
    void shouldBringAFileToTheDatabase() {
        RunSummary summary = run.job().run();
        assertThat(summary.rowsRead()).isEqualTo(5);
        assertThat(summary.rowsPredicted()).isEqualTo(5);
        assertThat(summary.rowsRejected()).isZero();
        assertThat(summary.rowsPublished()).isEqualTo(5);
        assertThat(summary.current()).isTrue();
        assertThat(summary.model().value()).isEqualTo("doubling");
        assertThat(summary.steps())
                .extracting(RunSummary.StepTime::step)
                .containsExactly(Step.FETCH, Step.PREDICT, Step.PUBLISH);
        assertThat(Analytics.shared().rows("SELECT id, score FROM predictions.\"" + table(summary) + "\" ORDER BY id"))
                .containsExactly("a|2", "b|4", "c|6", "d|8", "e|10");
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("succeeded|0|null");
    }

    private static String table(RunSummary summary) {
        return summary.table().replaceFirst("^predictions\\.", "").replace("\"", "");
    }

    @Test
    void shouldTellTheLedgerWhatTheInputWas() {
        RunSummary summary = run.job().run();
        assertThat(summary.inputSha256()).hasSize(64).isNotEqualTo(SHA256_OF_NO_BYTES);
        assertThat(Analytics.shared()
                        .rows("SELECT input_sha256 FROM predictions.runs WHERE run_id = '" + run.runId + "'"))
                .containsExactly(summary.inputSha256());
    }

    @Test
    void shouldTellProgressInOrder() {
        List<String> told = new ArrayList<>();
        run.job(new ProgressListener() {
                    @Override
                    public void started(Step step) {
                        told.add(step.word() + " started");
                    }

                    @Override
                    public void ended(Step step, long rows, double seconds) {
                        told.add(step.word() + " " + rows);
                    }
                })
                .run();
        assertThat(told)
                .containsExactly(
                        "fetch started", "fetch 5", "predict started", "predict 5", "publish started", "publish 5");
    }

    @Test
    void shouldDoTheVerbsOneAfterAnother() {
        run.job(Verb.FETCH).fetch();
        assertThat(run.facts()).containsEntry("state", "fetched");
        run.job(Verb.PREDICT).predict();
        assertThat(run.facts()).containsEntry("state", "predicted");
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("running|null|null");
        RunSummary summary = run.job(Verb.PUBLISH).publish();
        assertThat(summary.rowsPublished()).isEqualTo(5);
        assertThat(summary.steps()).hasSize(3);
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("succeeded|0|null");
    }

    @Test
    void shouldPredictWithoutADatabase() {
        run.set("ANALYTICS_URL", null).set("ANALYTICS_USER", null).set("ANALYTICS_PASSWORD", null);
        run.job(Verb.FETCH).fetch();
        run.job(Verb.PREDICT).predict();
        assertThat(run.work.resolve("out/predictions.csv")).content().startsWith("id,day,score\na,2026-11-01,2");
        assertThat(Analytics.shared().attempts(run.runId)).isEmpty();
    }

    @Test
    void shouldRefuseToPredictWhatWasNotFetched() {
        assertThatThrownBy(() -> run.job(Verb.PREDICT).predict())
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("fetch comes first");
        assertThat(Analytics.shared().attempts(run.runId).get(0)).startsWith("failed|78|predict: there is no ");
    }

    @Test
    void shouldPublishTheSameRunOnce() {
        run.job().run();
        RunSummary again = run.job(Verb.PUBLISH).publish();
        assertThat(again.already()).isTrue();
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("succeeded|0|null", "succeeded|0|null");
    }

    @Test
    void shouldKeepArtifactsBesideTheDatabase() throws Exception {
        run.input("a,2026-11-01,1,,\nb,2026-11-01,2,1,x\nc,nonsense,3,,\n").set("REJECTS", "1");
        RunSummary summary =
                run.set("ARTIFACTS", folder.resolve("kept").toString()).job().run();
        Path kept = folder.resolve("kept/runs/doubling/" + run.runId);
        assertThat(summary.artifacts()).isEqualTo(kept.toString());
        assertThat(kept.toFile().list())
                .containsExactlyInAnyOrder("predictions.csv", "rejects.csv", "report.json", "_SUCCESS", "run.json");
        assertThat(Files.readString(kept.resolve("rejects.csv"))).contains("input.csv,4,day,type,");
        assertThat(Json.read(kept.resolve("run.json")))
                .containsEntry("state", "published")
                .containsEntry("exitCode", 0)
                .containsEntry("rowsPublished", 2)
                .containsEntry("inputSha256", summary.inputSha256())
                .containsEntry("rejects", Map.of("type", 1));
        Path changes = folder.resolve("kept/changes/doubling/v1");
        List<String> now = Analytics.shared()
                .rows("SELECT lpad(seq::text, 10, '0') || '.json' FROM predictions.current_changes"
                        + " WHERE model = 'doubling' AND major = 1");
        assertThat(changes.toFile().list((folder, name) -> name.endsWith("json")))
                .as("all that no other test's job has told")
                .containsExactlyInAnyOrderElementsOf(now);
    }

    @Test
    void shouldNotPublishWhatItCannotKeep() throws Exception {
        Path file = Files.writeString(folder.resolve("no-folder"), "a file where the folder should be");
        run.set("ARTIFACTS", file.toString());
        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining("SLIPWAY_ARTIFACTS: " + file)
                .extracting("exitCode.code")
                .isEqualTo(75);
        assertThat(Analytics.shared().attempts(run.runId).get(0)).startsWith("failed|75|SLIPWAY_ARTIFACTS: ");
        assertThat(Analytics.shared().rows("SELECT state FROM predictions.runs WHERE run_id = '" + run.runId + "'"))
                .containsExactly("started");
    }

    @Test
    void shouldHoldARunWithTooFewRows() {
        RunSummary summary = run.set("MIN_ROWS", "6").job().run();
        assertThat(summary.current()).isFalse();
        assertThat(summary.heldReason()).contains("5").contains("6");
        assertThat(run.facts()).containsEntry("state", "held");
    }

    @Test
    void shouldRefuseAFolderThatAnotherRunLeft() {
        run.job().run();
        run.set("RUN_ID", "another");
        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining("run.json: expected the run another (SLIPWAY_RUN_ID), got " + run.runId);
        assertThat(run.facts()).as("the other run's facts stay").containsEntry("runId", run.runId);
    }

    @Test
    void shouldRefuseAnImageOfAnotherVersion() {
        run.set("VERSION", "1.2.4");
        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining("SLIPWAY_VERSION: expected the image to be 1.2.4, but")
                .hasMessageContaining("says it is 1.2.3")
                .extracting("exitCode.code")
                .isEqualTo(78);
        assertThat(run.facts()).containsEntry("state", "failed").containsEntry("exitCode", 78);
        assertThat(run.work.resolve("in")).as("what was fetched meanwhile").doesNotExist();
    }

    @Test
    void shouldNotStartAnImageThatLacksAVariable() throws Exception {
        Path image = TestImages.java(folder.resolve("needing"));
        run.set("IMAGE", image.toString());
        Path manifest = image.resolve("model/manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).strip().replaceFirst("}$", ",\"variables\":[\"HORIZON_DAYS\"]}"));

        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining(" needs HORIZON_DAYS, got no variables; variables in the environment's file")
                .extracting("exitCode.code")
                .isEqualTo(78);
        assertThat(run.facts()).containsEntry("exitCode", 78).containsKey("reason");
        assertThat(run.work.resolve("out")).doesNotExist();

        run.set("VARIABLE_HORIZON_DAYS", "7");
        assertThat(run.job().run().rowsPublished()).isEqualTo(5);
    }

    @Test
    void shouldTakeTheRightToWriteFromTheInputWhileTheImageRuns() {
        run.set(
                "IMAGE",
                TestImages.shell(folder.resolve("looking"), "ls -ld \"$SLIPWAY_IN\" \"$SLIPWAY_IN\"/*; exit 70\n")
                        .toString());
        List<String> rights = new ArrayList<>();
        assertThatThrownBy(() -> run.job(new ProgressListener() {
                            @Override
                            public void imageLog(String line) {
                                rights.add(line.substring(0, 10));
                            }
                        })
                        .run())
                .hasMessageContaining("70");
        assertThat(rights).containsExactly("dr-xr-xr-x", "-r--r--r--", "-r--r--r--");
        assertThat(run.work.resolve("in").toFile().canWrite()).isTrue();
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        run.set("ANALYTICS_PASSWORD", "guessed");
        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining("slipway_job")
                .hasMessageNotContaining("guessed")
                .extracting("exitCode.code")
                .isEqualTo(78);
        assertThat(run.facts()).containsEntry("exitCode", 78);
    }

    @Test
    void shouldHandOnlyTheNamedVariablesToTheModel() {
        Path printing = TestImages.shell(folder.resolve("printing"), "env; exit 70\n");
        run.set("IMAGE", printing.toString())
                .set("VARIABLE_HORIZON_DAYS", "28")
                .variable("SECRET", "not for the model");
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> run.job(new ProgressListener() {
                            @Override
                            public void imageLog(String line) {
                                lines.add(line.replaceFirst("=.*", ""));
                            }
                        })
                        .run())
                .hasMessageContaining("70");
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "HORIZON_DAYS",
                        "PATH",
                        "HOME",
                        "TMPDIR",
                        "LANG",
                        "ORT_DISABLE_TELEMETRY",
                        "SLIPWAY_MODEL",
                        "SLIPWAY_IN",
                        "SLIPWAY_OUT",
                        "SLIPWAY_SHARED",
                        "PWD");
    }
}
