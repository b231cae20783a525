package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Report;
import dev.slipway.inference.Success;
import dev.slipway.job.artifacts.ArtifactStore;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.predictions.Attempt;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.RunStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where a run is recorded: {@code run.json} in the work folder, the attempt in the ledger, the artifacts. */
final class RunRecord {
    private final JobSettings settings;
    private final ImageRuntime runtime;
    private final ProgressListener listener;
    private final RunFacts facts;
    private final StepTimes times;
    private Manifest manifest;

    private RunRecord(JobSettings settings, ImageRuntime runtime, ProgressListener listener, RunFacts facts) {
        this.settings = settings;
        this.runtime = runtime;
        this.listener = listener;
        this.facts = facts;
        this.times = new StepTimes(facts, listener);
    }

    /** Opens the record of the run in the work folder; 78 where that folder is another run's. */
    static RunRecord open(JobSettings settings, ImageRuntime runtime, ProgressListener listener) {
        RunFacts facts = RunFacts.in(settings.work());
        String recorded = facts.text("runId");
        if (recorded != null && !recorded.equals(settings.runId())) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    facts.file() + ": expected the run " + settings.runId() + " (SLIPWAY_RUN_ID), got " + recorded
                            + "; set SLIPWAY_WORK to a new folder");
        }
        return new RunRecord(settings, runtime, listener, facts);
    }

    /** Goes on with the attempt of an earlier verb, or begins one where image and database are known. */
    void begin() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (!facts.has("runId") || facts.has("exitCode")) {
            facts.put("runId", settings.runId())
                    .put("asOf", settings.asOf().toString())
                    .put("image", settings.image())
                    .put("state", "started")
                    .put("started", now.toString())
                    .put("deadline", now.plus(settings.timeout()).toString())
                    .put("ended", null)
                    .put("exitCode", null)
                    .put("reason", null);
        }
        facts.save();
        if (!facts.has("attempt") && runtime != null && settings.analytics() != null) {
            Attempt attempt = new Ledger(settings.analytics())
                    .begin(new RunStart(
                            settings.runId(),
                            manifest(),
                            settings.asOf(),
                            Instant.parse(facts.text("deadline")),
                            facts.text("inputSha256")));
            facts.put("attempt", Map.of("id", attempt.id(), "runNo", attempt.runNo()))
                    .save();
        }
    }

    /** What the image says of itself, once it is known to be the image that was asked for (78). */
    Manifest manifest() {
        if (manifest == null) {
            Manifest described = runtime.describe();
            if (settings.name() != null && !settings.name().equals(described.name())) {
                throw other("SLIPWAY_NAME", settings.name(), described.name());
            }
            if (!settings.version().equals(described.version())) {
                throw other("SLIPWAY_VERSION", settings.version(), described.version());
            }
            manifest = described;
            facts.put("model", manifest.name().value())
                    .put("version", manifest.version().toString());
        }
        return manifest;
    }

    private InferenceException other(String variable, Object expected, Object got) {
        return new InferenceException(
                ExitCode.BAD_CONFIGURATION,
                variable + ": expected the image to be " + expected + ", but " + runtime.image() + " says it is "
                        + got);
    }

    Attempt attempt() {
        Map<String, Object> attempt = facts.map("attempt");
        return new Attempt(
                ((Number) attempt.get("id")).longValue(),
                ((Number) attempt.get("runNo")).longValue(),
                settings.runId());
    }

    /** Lets the ledger know what the run is made from. */
    void noteInput() {
        if (facts.has("attempt")) {
            new Ledger(settings.analytics()).input(attempt(), facts.text("inputSha256"));
        }
    }

    RunFacts facts() {
        return facts;
    }

    /** Runs a step that answers its rows, and notes how long it took. */
    void step(Step step, LongSupplier work) {
        times.run(step, work);
        facts.save();
    }

    /** Keeps all files there are; called before anything is published. */
    void keepFiles() {
        if (settings.artifacts() != null) {
            step(Step.ARTIFACTS, () -> {
                for (String name : List.of(Success.PREDICTIONS, Success.REJECTS, Report.FILE, Success.FILE)) {
                    Path file = settings.out().resolve(name);
                    if (Files.isRegularFile(file)) {
                        store().put(file);
                    }
                }
                facts.put("artifacts", store().place()).save();
                store().put(facts.file());
                return -1;
            });
        }
    }

    /** Ends the run well. */
    void keepFacts() {
        facts.put("ended", now())
                .put("exitCode", ExitCode.DONE.code())
                .put("attempt", null)
                .save();
        if (settings.artifacts() != null) {
            store().put(facts.file());
        }
    }

    private ArtifactStore store() {
        return ArtifactStore.of(settings.artifacts(), manifest.name(), settings.runId());
    }

    /** Records a failure everywhere it can; what fails in doing so is told and does not hide the failure itself. */
    void fail(InferenceException failure) {
        boolean begun = facts.has("attempt");
        Attempt attempt = begun ? attempt() : null;
        facts.put("state", "failed")
                .put("ended", now())
                .put("exitCode", failure.exitCode().code())
                .put("reason", failure.getMessage())
                .put("attempt", null);
        attempted("run.json", facts::save);
        if (begun) {
            attempted("ledger", () -> new Ledger(settings.analytics())
                    .fail(attempt, failure.exitCode().code(), failure.getMessage()));
        }
        if (manifest != null) {
            attempted("artifacts", this::keepFiles);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void attempted(String where, Runnable recording) {
        try {
            recording.run();
        } catch (RuntimeException failed) {
            listener.note("the failure could not be recorded in " + where + ": " + failed.getMessage());
        }
    }

    RunSummary summary() {
        return Summaries.of(settings, manifest(), facts, times.all());
    }
}
