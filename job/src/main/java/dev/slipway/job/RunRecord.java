package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.Report;
import dev.slipway.inference.Success;
import dev.slipway.job.artifacts.ArtifactStore;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.predictions.ChangeFiles;
import dev.slipway.predictions.Ledger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;

/** Where a run is recorded: {@code run.json} in the work folder, the attempt in the ledger, the artifacts. */
final class RunRecord {
    private static final String STEP = "step";

    private final JobSettings settings;
    private final JobImage image;
    private final ProgressListener listener;
    private final RunFacts facts;
    private final RunAttempt attempt;
    private final StepTimes times;
    private Manifest manifest;

    private RunRecord(JobSettings settings, JobImage image, ProgressListener listener, RunFacts facts) {
        this.settings = settings;
        this.image = image;
        this.listener = listener;
        this.facts = facts;
        this.attempt = new RunAttempt(settings, facts);
        this.times = new StepTimes(facts, listener);
    }

    /** Opens the record of the run in the work folder; 78 where that folder is another run's. */
    static RunRecord open(JobSettings settings, JobImage image, ProgressListener listener) {
        RunFacts facts = RunFacts.in(settings.work());
        String recorded = facts.text("runId");
        if (recorded != null && !recorded.equals(settings.runId())) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    facts.file() + ": expected the run " + settings.runId() + " (SLIPWAY_RUN_ID), got " + recorded
                            + "; set SLIPWAY_WORK to a new folder");
        }
        return new RunRecord(settings, image, listener, facts);
    }

    /**
     * Goes on with the attempt of an earlier verb, or begins one where there is a database. Fetching alone begins none:
     * which model it is for is not known before its image is here.
     */
    void begin(Verb verb) {
        if (verb == Verb.PUBLISH) {
            manifest = recorded();
        }
        if (!facts.has("runId") || facts.has("exitCode")) {
            facts.put("runId", settings.runId())
                    .put("asOf", settings.asOf().toString())
                    .put("image", settings.image())
                    .put("model", name() == null ? null : name().value())
                    .put(
                            "version",
                            settings.version() == null
                                    ? null
                                    : settings.version().toString())
                    .put("state", "started")
                    .put("started", now().toString())
                    .put("deadline", now().plus(settings.timeout()).toString())
                    .put("ended", null)
                    .put("exitCode", null)
                    .put(STEP, null)
                    .put("reason", null);
        }
        facts.save();
        if (verb != Verb.FETCH && !attempt.begun() && settings.analytics() != null) {
            facts.put(STEP, "image");
            Manifest known = manifest();
            facts.put(STEP, "ledger");
            attempt.begin(known);
            facts.put(STEP, null).save();
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the image says of itself, once it is known to be the image that was asked for (78). */
    Manifest manifest() {
        if (manifest == null) {
            ImageRuntime runtime = image.runtime();
            facts.put("image", runtime.image())
                    .put("imageDigest", runtime.digest().orElse(null))
                    .put("runtime", runtime.kind());
            Manifest described = runtime.describe();
            JobImage.refuseOther(settings, described, runtime.image());
            manifest = described;
            facts.put("model", manifest.name().value())
                    .put("version", manifest.version().toString())
                    .put("manifest", RunFacts.parse(manifest.toJson()));
            manifest.needVariables(
                    settings.variables().keySet(),
                    "variables in the environment's file, or --set, gives them; a job takes them as "
                            + ModelVariables.PREFIX + "NAME");
        }
        return manifest;
    }

    /** What predict noted: to publish its files no image is needed, and another one than wrote them would not do. */
    private Manifest recorded() {
        if (!facts.has("manifest")) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "publish: " + facts.file() + " names no manifest, so nothing was predicted; predict comes first");
        }
        Manifest known = Manifest.parse(facts.json("manifest"));
        JobImage.refuseOther(settings, known, facts.text("image"));
        return known;
    }

    RunAttempt attempt() {
        return attempt;
    }

    RunFacts facts() {
        return facts;
    }

    /** Runs a step that answers its rows, and notes how long it took. */
    void step(Step step, LongSupplier work) {
        boolean ended = facts.has("exitCode");
        if (!ended) {
            facts.put(STEP, step.word());
        }
        times.run(step, work);
        if (!ended) {
            facts.put(STEP, null);
        }
        facts.save();
    }

    /** Keeps all files there are; called before anything is published. */
    void keepFiles() {
        if (settings.artifacts() != null) {
            step(Step.ARTIFACTS, () -> {
                ArtifactStore store = store();
                for (String name : List.of(Success.PREDICTIONS, Success.REJECTS, Report.FILE, Success.FILE)) {
                    Path file = settings.out().resolve(name);
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        store.put(file);
                    }
                }
                facts.put("artifacts", store.place()).save();
                store.put(facts.file());
                return -1;
            });
        }
    }

    private ArtifactStore store() {
        return ArtifactStore.of(settings.artifacts(), name(), settings.runId());
    }

    /** Whose run it is: known from the start where the settings say so, else when the image is here; null before. */
    private ModelName name() {
        return manifest == null ? settings.name() : manifest.name();
    }

    /** Ends the run well. */
    void end() {
        attempt.forget();
        facts.put("ended", now().toString())
                .put("exitCode", ExitCode.DONE.code())
                .save();
        if (settings.artifacts() != null) {
            store().put(facts.file());
        }
        attempted("the changes", this::keepChanges);
        attempted("the metrics", this::sendMetrics);
    }

    /** Readers see the run already; what cannot be written now is made good by the next run. */
    private void keepChanges() {
        if (settings.artifacts() != null) {
            new ChangeFiles(new Ledger(settings.analytics()), ArtifactStore.changes(settings.artifacts()))
                    .write(manifest.name(), manifest.version().major());
        }
    }

    private void sendMetrics() {
        if (settings.metrics() != null && name() != null) {
            new RunMetrics(settings.metrics(), facts, name().value()).send();
        }
    }

    /** Lets the ledger know, from another thread than the run's, that the process is going to be killed. */
    void abandon(InferenceException failure) {
        attempted("the ledger", () -> attempt.fail(failure));
    }

    /** Records a failure everywhere it can; what fails in doing so is told and does not hide the failure itself. */
    void fail(InferenceException failure) {
        attempted("the ledger", () -> attempt.fail(failure));
        attempt.forget();
        // Readers see a published run; that its files could not be kept does not undo it.
        facts.put("state", facts.has("table") ? facts.text("state") : "failed")
                .put("ended", now().toString())
                .put("exitCode", failure.exitCode().code())
                .put("reason", failure.getMessage());
        attempted(facts.file().toString(), facts::save);
        if (name() != null) {
            attempted("the artifacts", this::keepFiles);
        }
        attempted("the metrics", this::sendMetrics);
    }

    private void attempted(String where, Runnable recording) {
        try {
            recording.run();
        } catch (RuntimeException failed) {
            listener.note("how the run ended could not be recorded in " + where + ": " + failed.getMessage());
        }
    }

    RunSummary summary() {
        return Summaries.of(settings, manifest(), facts, times.all());
    }
}
