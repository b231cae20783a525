package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ModelBuild;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the rows come from.
 *
 * @param address as the job understands it: a path, {@code s3://…} or {@code sql:…}
 * @param synthetic whether the rows were generated
 * @param told what it is, for the reader
 */
record Input(String address, boolean synthetic, String told) {
    /** Whether the input will be made by the model's development side. */
    static boolean isGenerated(Options options, ModelFile model) {
        return options.input() == null && generator(model) != null;
    }

    /**
     * The input that was given, or a synthetic one, or the golden set's.
     *
     * @throws CliException 65 where a given file is missing, 78 where there is neither input nor golden set
     */
    static Input of(Options options, ModelFile model, Path generated, Tool tool) {
        if (options.input() != null) {
            return given(options.input());
        }
        List<String> generator = generator(model);
        if (generator != null) {
            LocalDate day = options.asOf().atZone(ZoneOffset.UTC).toLocalDate();
            List<String> command = new ArrayList<>(generator);
            command.addAll(List.of("--rows", Long.toString(options.rows()), "--as-of", day.toString()));
            command.addAll(List.of("--seed", "1", "--output", generated.toString()));
            tool.run("generating data for " + model.name(), model.folder(), command, ExitCode.DEFECT);
            return new Input(generated.toString(), true, "synthetic data, generated for " + day + " with seed 1");
        }
        if (model.goldenFile() != null) {
            return new Input(
                    model.goldenFile().toAbsolutePath().toString(),
                    false,
                    "the golden set, because there is neither --input nor a program that generates data");
        }
        throw new CliException(
                ExitCode.BAD_CONFIGURATION,
                model.name() + " has neither a golden set nor a program that generates data; give a file by --input");
    }

    static Input given(String input) {
        if (input.startsWith("s3://") || input.startsWith("sql:")) {
            return new Input(input, false, input);
        }
        Path path = Path.of(input).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new CliException(ExitCode.BAD_DATA, "--input: there is no file " + path);
        }
        return new Input(path.toString(), false, path.getFileName().toString());
    }

    private static List<String> generator(ModelFile model) {
        Path python = model.folder().resolve("development/generate.py");
        if (model.runtime() == ModelRuntime.JAVA && ModelBuild.hasDevelopment(model)) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return List.of(java, "-jar", ModelBuild.developmentJar(model).toString(), "generate");
        }
        return Files.isRegularFile(python) ? List.of("python3", python.toString()) : null;
    }
}
