package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.postgres.PostgresBinaries;
import dev.slipway.cli.report.Preview;
import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.job.JobRun;
import dev.slipway.job.JobSettings;
import dev.slipway.job.RunSummary;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import dev.slipway.releases.ModelFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The main job on one machine: from a model's folder to rows that the application reads, on real parts. */
public final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Checkout checkout;
    private final Options options;
    private final Console console;
    private final Tool tool;
    private final StepLog log;
    private final List<String> notices = new ArrayList<>();
    private volatile JobRun job;

    public Rehearsal(Checkout checkout, Options options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
        this.tool = new Tool(options.verbose() ? console.remarks() : null);
        this.log = new StepLog(new Progress(console));
    }

    public Outcome run() {
        ModelFile model = ModelFile.read(checkout.modelFolder(options.model()));
        Settings settings = Settings.read(checkout, options.environment(), model);
        if (options.input() != null) {
            Input.given(options.input());
        }
        console.remark("rehearsing " + model.name() + " " + model.version() + " for " + settings.environment()
                + ", as of " + options.asOf());
        settings.notices().forEach(this::notice);
        RunFolder run = RunFolder.create(options.work());
        PostgresBinaries binaries = PostgresBinaries.below(checkout.work());
        Leftovers.remove(run.path().getParent(), binaries);
        Path folder = options.keep() ? KeptDatabases.folder(options.work(), settings.environment()) : run.databases();
        FolderLock lock = lock(folder);
        Databases databases = new Databases(
                binaries, folder, settings.environment(), new LocalParameters(folder.resolve("parameters.json")));
        AtEnd end = new AtEnd(stopping -> end(databases, stopping));
        try {
            CompletableFuture<Double> started = CompletableFuture.supplyAsync(() -> timed(databases::start));
            boolean generated = Input.isGenerated(options, model);
            log.run(
                    "build",
                    () -> new ModelImage(checkout, tool).make(model, generated, run.image()),
                    built -> built ? "compiled and packed" : "packed, nothing to compile",
                    built -> null);
            Input input = input(model, run);
            awaitDatabases(started);
            return job(model, settings, run, databases, input);
        } catch (RuntimeException e) {
            console.remark("! what there is of the run lies in " + run.path());
            throw e;
        } finally {
            end.close();
            lock.release();
        }
    }

    private Outcome job(ModelFile model, Settings settings, RunFolder run, Databases databases, Input input) {
        ImageRuntime image = new ProcessRuntime(run.image());
        Manifest manifest = log.run(
                "describe",
                image::describe,
                described -> described.name() + " " + described.version() + ", specification " + described.spec(),
                described -> null);
        Validation validation = log.run(
                "validate",
                () -> Validation.of(image, manifest, run, settings.release().variables()),
                Validation::told,
                Validation::rows);
        Instant began = Instant.now();
        RunSummary summary =
                runJob(JobSettings.fromEnvironment(JobEnvironment.of(options, settings, model, run, input, databases)));
        CopySpec copy = settings.copy(model).orElse(null);
        long copied = 0;
        Preview preview = null;
        if (copy != null) {
            copied = copy(new EtlCopy(databases, copy), settings, model, run, began);
            preview = new ApplicationView(databases.application(Role.APP), copy).firstRows(manifest.key());
        }
        if (!summary.current()) {
            notices.add("The run is published, but not current: " + summary.heldReason());
        }
        report(new RehearsalReport(options, settings, manifest, input, validation), run, summary, copied, preview);
        return new Outcome(
                summary,
                validation.metrics(),
                copied,
                preview,
                log.steps(),
                run.report(),
                options.keep() ? url(databases.analytics(Role.READER)) : null,
                options.keep() ? url(databases.application(Role.APP)) : null);
    }

    private static FolderLock lock(Path folder) {
        return FolderLock.take(folder)
                .orElseThrow(() -> new CliException(
                        ExitCode.TRY_AGAIN,
                        "another rehearsal is using the databases in " + folder
                                + "; wait for its end or choose another --work"));
    }

    private Input input(ModelFile model, RunFolder run) {
        if (!Input.isGenerated(options, model)) {
            Input input = Input.of(options, model, run.generatedInput(), tool);
            if (options.input() == null) {
                notice("the input is " + input.told());
            }
            return input;
        }
        return log.run(
                "generate",
                () -> Input.of(options, model, run.generatedInput(), tool),
                made -> StepLog.rows(options.rows()) + " of synthetic data",
                made -> options.rows());
    }

    /** The databases were started beside the build; what is left is to wait for them. */
    private void awaitDatabases(CompletableFuture<Double> started) {
        log.progress().start("databases");
        try {
            double seconds = started.join();
            String did = "analytics and application: started, roles, migrations";
            log.progress().end(did, seconds);
            log.add(new Step("databases", did, null, seconds));
        } catch (CompletionException e) {
            log.progress().fail();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void report(RehearsalReport report, RunFolder run, RunSummary summary, long rowsCopied, Preview preview) {
        List<Step> before = log.steps();
        log.run(
                "report",
                () -> report.write(run.report(), summary, rowsCopied, preview, List.copyOf(notices), before),
                bytes -> Figures.count(bytes) + " bytes",
                bytes -> null);
    }

    private RunSummary runJob(JobSettings settings) {
        job = new JobRun(settings, new JobProgress(log.progress(), console, options.verbose()));
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

    private long copy(EtlCopy etl, Settings settings, ModelFile model, RunFolder run, Instant began) {
        EtlCopy.Copied copied = log.run(
                "copy",
                () -> etl.run(BuildEvent.succeeded(settings, model.name().value(), run.runId(), began)),
                did -> StepLog.rows(did.rows()) + " to predictions." + did.table()
                        + (did.invocations() > 1 ? " in " + did.invocations() + " invocations" : ""),
                EtlCopy.Copied::rows);
        return run.runId().equals(copied.runId()) ? copied.rows() : 0;
    }

    /** Told to stop, nothing goes on running, not even what was to be kept; its data stays. */
    private void end(Databases databases, boolean stopping) {
        JobRun running = job;
        if (running != null) {
            running.stop(PATIENCE);
        }
        if (stopping) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        if (!options.keep()) {
            databases.remove();
        } else if (stopping) {
            databases.stop();
        }
    }

    private void notice(String text) {
        notices.add(text);
        console.remark("! " + text);
    }

    /** As psql and most drivers take it: with user and password, which are this machine's and random. */
    private static String url(Database database) {
        return database.url()
                .replace("jdbc:postgresql://", "postgresql://" + database.user() + ":" + database.password() + "@");
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
