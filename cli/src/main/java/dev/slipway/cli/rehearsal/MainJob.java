package dev.slipway.cli.rehearsal;

import dev.slipway.cli.model.ChosenRuntime;
import dev.slipway.cli.report.Preview;
import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.inference.Manifest;
import dev.slipway.job.JobRun;
import dev.slipway.job.JobSettings;
import dev.slipway.job.RunSummary;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import dev.slipway.releases.ModelFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What CodeBuild and the ETL Lambda will do: describe, validate, the job run, the copy; and then the report. */
final class MainJob {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Options options;
    private final Settings settings;
    private final ModelFile model;
    private final RunFolder run;
    private final Databases databases;
    private final StepLog log;
    private volatile JobRun job;

    MainJob(Options options, Settings settings, ModelFile model, RunFolder run, Databases databases, StepLog log) {
        this.options = options;
        this.settings = settings;
        this.model = model;
        this.run = run;
        this.databases = databases;
        this.log = log;
    }

    /** @param notices what the report has to tell; a run that is held adds to them */
    Outcome run(ChosenRuntime chosen, Input input, List<String> notices) {
        ImageRuntime image = chosen.runtime();
        Manifest manifest = log.run(
                "describe",
                image::describe,
                described -> described.name() + " " + described.version() + ", specification " + described.spec(),
                described -> null);
        manifest.needVariables(
                settings.release().variables().keySet(),
                "variables of models." + manifest.name() + " in environments/" + settings.environment()
                        + ".yaml gives them");
        Validation validation = log.run(
                "validate",
                () -> Validation.of(image, manifest, run, settings.release().variables()),
                Validation::told,
                Validation::rows);
        Instant began = Instant.now();
        JobSettings jobSettings =
                JobSettings.fromEnvironment(JobEnvironment.of(options, settings, model, run, input, databases));
        RunSummary summary = runJob(jobSettings, image);
        if (!summary.current()) {
            notices.add("The run is published, but not current: " + summary.heldReason());
        }
        CopySpec copy = settings.copy(model).orElse(null);
        long copied = copy == null ? 0 : copy(new EtlCopy(databases, copy), began);
        Preview preview = copy == null
                ? null
                : new ApplicationView(databases.application(Role.APP), copy).firstRows(manifest.key());
        RehearsalReport report = new RehearsalReport(settings, manifest, chosen, input, validation);
        List<Step> before = log.steps();
        log.run(
                "report",
                () -> report.write(run.report(), summary, copied, preview, List.copyOf(notices), before),
                bytes -> Figures.count(bytes) + " bytes",
                bytes -> null);
        return new Outcome(
                summary,
                chosen.why(),
                validation.metrics(),
                copied,
                preview,
                log.steps(),
                run.report(),
                options.keep() ? url(databases.analytics(Role.READER)) : null,
                options.keep() ? url(databases.application(Role.APP)) : null);
    }

    /** Stops a job run that is under way, from another thread, and waits until it is recorded as failed. */
    void stop() {
        JobRun running = job;
        if (running != null) {
            running.stop(PATIENCE);
        }
    }

    private RunSummary runJob(JobSettings jobSettings, ImageRuntime image) {
        job = new JobRun(jobSettings, new JobProgress(log.progress(), options.verbose()), image);
        try {
            RunSummary summary = job.run();
            summary.steps().forEach(step -> log.add(JobSteps.told(step, summary)));
            return summary;
        } catch (RuntimeException e) {
            log.progress().fail();
            throw e;
        } finally {
            job = null;
        }
    }

    private long copy(EtlCopy etl, Instant began) {
        EtlCopy.Copied copied = log.run(
                "copy",
                () -> etl.run(BuildEvent.succeeded(settings, model.name().value(), run.runId(), began)),
                did -> StepLog.rows(did.rows()) + " to predictions." + did.table()
                        + (did.invocations() > 1 ? " in " + did.invocations() + " invocations" : ""),
                EtlCopy.Copied::rows);
        return run.runId().equals(copied.runId()) ? copied.rows() : 0;
    }

    /** As psql and most drivers take it: with user and password, which are this machine's and random. */
    private static String url(Database database) {
        return database.url()
                .replace("jdbc:postgresql://", "postgresql://" + database.user() + ":" + database.password() + "@");
    }
}
