package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ChosenRuntime;
import dev.slipway.cli.model.ImageModel;
import dev.slipway.cli.model.LoadedTar;
import dev.slipway.cli.model.ModelBuild;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.postgres.PostgresBinaries;
import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** The main job on one machine: from a model's folder to rows that the application reads, on real parts. */
public final class Rehearsal {
    private final Checkout checkout;
    private final Options options;
    private final Console console;
    private final Tool tool;
    private final StepLog log;
    private final List<String> notices = new ArrayList<>();
    private final List<LoadedTar> loaded = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    public Rehearsal(Checkout checkout, Options options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
        this.tool = new Tool(options.verbose() ? console.remarks() : null);
        this.log = new StepLog(new Progress(console));
    }

    public Outcome run() {
        AtEnd end = new AtEnd(this::unload);
        try {
            return run(options.asked().image() == null ? null : image());
        } finally {
            end.close();
        }
    }

    /** @param image null where the model is to be built */
    private Outcome run(ImageModel image) {
        ModelFile model = image == null ? ModelFile.read(checkout.modelFolder(options.model())) : image.model();
        Settings settings = Settings.read(checkout, options.environment(), model, image == null ? "folder" : "image");
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
        MainJob job = new MainJob(options, settings, model, run, databases, log);
        AtEnd end = new AtEnd(stopping -> end(job, databases, stopping));
        running = true;
        try {
            CompletableFuture<Double> started = CompletableFuture.supplyAsync(() -> timed(databases::start));
            ChosenRuntime chosen = image == null ? build(model, run) : ready(image);
            console.remark("running " + chosen.why());
            Input input = input(model, run);
            awaitDatabases(started);
            Outcome outcome = job.run(chosen, input, notices);
            if (!options.keep()) {
                run.tidy();
            }
            return outcome;
        } catch (RuntimeException e) {
            console.remark("! what there is of the run lies in " + run.path());
            throw e;
        } finally {
            end.close();
            lock.release();
        }
    }

    /** The image that was named, brought here. */
    private ImageModel image() {
        return log.run(
                "image",
                () -> ImageModel.of(
                        checkout,
                        options.asked()
                                .choice(checkout, tool, loaded)
                                .ofImage(options.asked().image()),
                        options.model()),
                image -> image.model().name() + " " + image.model().version() + ", "
                        + image.chosen().told(),
                image -> null);
    }

    /** The image is there; what generates data for it may have to be compiled. */
    private ChosenRuntime ready(ImageModel image) {
        if (Input.isGenerated(options, image.model()) && image.model().runtime() == ModelRuntime.JAVA) {
            new ModelBuild(checkout, tool).build(image.model(), true);
        }
        return image.chosen();
    }

    private ChosenRuntime build(ModelFile model, RunFolder run) {
        boolean generated = Input.isGenerated(options, model);
        boolean[] compiled = new boolean[1];
        return log.run(
                "build",
                () -> {
                    compiled[0] = new ModelImage(checkout, tool).make(model, generated, run.image());
                    return options.asked().choice(checkout, tool, loaded).ofModel(model, run.image());
                },
                chosen -> (compiled[0] ? "compiled and packed, " : "packed, nothing to compile, ") + chosen.told(),
                chosen -> null);
    }

    private Input input(ModelFile model, RunFolder run) {
        if (Input.isGenerated(options, model)) {
            return log.run(
                    "generate",
                    () -> Input.of(options, model, run.generatedInput(), tool),
                    made -> StepLog.rows(options.rows()) + " of synthetic data",
                    made -> options.rows());
        }
        Input input = Input.of(options, model, run.generatedInput(), tool);
        if (options.input() == null) {
            notice("the input is " + input.told());
        }
        return input;
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

    private static FolderLock lock(Path folder) {
        return FolderLock.take(folder)
                .orElseThrow(() -> new CliException(
                        ExitCode.TRY_AGAIN,
                        "another rehearsal is using the databases in " + folder
                                + "; wait for its end or choose another --work"));
    }

    /** Told to stop, nothing goes on running, not even what was to be kept; its data stays. */
    private void end(MainJob job, Databases databases, boolean stopping) {
        if (stopping) {
            job.stop();
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        if (!options.keep()) {
            databases.remove();
        } else if (stopping) {
            databases.stop();
        }
    }

    /** Also where it is told to stop while an image is only being brought here. */
    private void unload(boolean stopping) {
        if (stopping && !running) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        loaded.forEach(LoadedTar::close);
    }

    private void notice(String text) {
        notices.add(text);
        console.remark("! " + text);
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
