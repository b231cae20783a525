package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ImageModel;
import dev.slipway.cli.model.LoadedTar;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.model.RuntimeChoice;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.RejectLimit;
import dev.slipway.inference.Report;
import dev.slipway.inference.Success;
import dev.slipway.job.JobRun;
import dev.slipway.job.JobSettings;
import dev.slipway.job.Verb;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Scores one file by the job's own fetch and predict, without any database. */
public record OneRun(Checkout checkout, Console console, RuntimeAsked asked, boolean verbose) {
    /**
     * @param modelName null only where an image was named
     * @param output a folder that is new or empty; it gets what the image wrote, the rejects of a failed run too
     * @throws CliException 65 where the input is missing, 78 where the output folder holds files
     */
    public void predict(
            String modelName,
            String input,
            Path output,
            Instant asOf,
            Map<String, String> variables,
            RejectLimit limit) {
        ModelFile folder = asked.image() == null ? ModelFile.read(checkout.modelFolder(modelName)) : null;
        Input file = Input.given(input);
        Tool tool = new Tool(verbose ? console.remarks() : null);
        try {
            createEmpty(output);
            Path work = Files.createTempDirectory("slipway-predict");
            List<LoadedTar> loaded = new CopyOnWriteArrayList<>();
            AtomicReference<JobRun> running = new AtomicReference<>();
            AtEnd end = new AtEnd(stopping -> end(running.get(), loaded, work, stopping));
            try {
                RuntimeChoice choice = asked.choice(checkout, tool, loaded);
                ImageModel image = folder == null
                        ? ImageModel.of(checkout, choice.ofImage(asked.image()), modelName)
                        : built(folder, tool, choice, work.resolve("image"));
                console.remark("running " + image.chosen().why());
                try {
                    run(image, settings(image, file, work, asOf, variables, limit), running);
                } finally {
                    copy(work.resolve("job/out"), output);
                }
                tell(work, output);
            } finally {
                end.close();
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, output + " cannot be written: " + CliException.words(e), e);
        }
    }

    private ImageModel built(ModelFile folder, Tool tool, RuntimeChoice choice, Path packed) {
        new ModelImage(checkout, tool).make(folder, false, packed);
        return new ImageModel(choice.ofModel(folder, packed), folder);
    }

    private void run(ImageModel image, JobSettings settings, AtomicReference<JobRun> running) {
        Progress progress = new Progress(console);
        JobRun job = new JobRun(
                settings, new JobProgress(progress, verbose), image.chosen().runtime());
        running.set(job);
        try {
            job.fetch();
            job.predict();
        } catch (RuntimeException e) {
            progress.fail();
            throw e;
        }
    }

    /** @param job null where it has not begun */
    private static void end(JobRun job, List<LoadedTar> loaded, Path work, boolean stopping) {
        if (stopping) {
            if (job != null) {
                job.stop(Duration.ofSeconds(15));
            }
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        loaded.forEach(LoadedTar::close);
        delete(work);
    }

    private JobSettings settings(
            ImageModel image, Input file, Path work, Instant asOf, Map<String, String> variables, RejectLimit limit) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLIPWAY_IMAGE", work.resolve("image").toString(),
                "SLIPWAY_NAME", image.model().name().value(),
                "SLIPWAY_VERSION", image.model().version().toString(),
                "SLIPWAY_RUN_ID", "predict-" + asOf.toEpochMilli(),
                "SLIPWAY_AS_OF", asOf.toString(),
                "SLIPWAY_INPUT", file.address(),
                "SLIPWAY_WORK", work.resolve("job").toString(),
                "SLIPWAY_REJECTS", limit.toString(),
                "SLIPWAY_VERBOSE", Boolean.toString(verbose)));
        variables.forEach((name, value) -> environment.put("SLIPWAY_VARIABLE_" + name, value));
        return JobSettings.fromEnvironment(Verb.PREDICT, environment);
    }

    private void tell(Path work, Path output) throws IOException {
        Report report = Report.parse(Files.readString(work.resolve("job/out").resolve(Report.FILE)));
        console.results()
                .println(output + ": " + Figures.count(report.rowsPredicted()) + " of "
                        + Figures.count(report.rowsRead()) + " rows predicted, "
                        + Figures.count(report.rowsRejected()) + " rejected");
        report.metrics()
                .forEach((metric, value) -> console.results().println("  " + metric + " " + Figures.number(value)));
    }

    private static void createEmpty(Path output) throws IOException {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new CliException(ExitCode.BAD_CONFIGURATION, "--output: " + output + " is a file, expected a folder");
        }
        Files.createDirectories(output);
        try (Stream<Path> files = Files.list(output)) {
            if (files.findAny().isPresent()) {
                throw new CliException(
                        ExitCode.BAD_CONFIGURATION,
                        "--output: " + output + " holds files; expected a new or empty folder");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> files = Files.list(from)) {
                // Last what says that all is there: the disk may be full before.
                List<Path> all = files.sorted(Comparator.comparing(file -> file.endsWith(Success.FILE)))
                        .toList();
                for (Path file : all) {
                    // What an image leaves may be a link to anywhere.
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        Files.copy(file, to.resolve(file.getFileName()));
                    }
                }
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, folder + " cannot be deleted: " + e, e);
        }
    }
}
