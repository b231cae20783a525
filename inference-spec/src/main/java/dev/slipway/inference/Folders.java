package dev.slipway.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The folders that the runner names by environment variables. */
record Folders(Path in, Path out, Path shared, Path model) {
    static Folders of(Map<String, String> environment) {
        return new Folders(
                Path.of(environment.getOrDefault("SLIPWAY_IN", "/run/in")),
                Path.of(environment.getOrDefault("SLIPWAY_OUT", "/run/out")),
                Path.of(environment.getOrDefault("SLIPWAY_SHARED", "/run/shared")),
                Path.of(environment.getOrDefault("SLIPWAY_MODEL", "/opt/model")));
    }

    Manifest manifest() {
        return Manifest.parse(read(model.resolve(Manifest.FILE), "SLIPWAY_MODEL", ExitCode.DEFECT));
    }

    Request request() {
        return Request.parse(read(in.resolve(Request.FILE), "SLIPWAY_IN", ExitCode.BAD_CONFIGURATION));
    }

    /** @throws InferenceException 70 where the model throws, whatever it throws; the status of its own choice */
    void load(Model implementation, Manifest manifest) {
        try {
            implementation.load(model, manifest);
        } catch (InferenceException e) {
            throw e;
        } catch (Exception e) {
            throw new InferenceException(ExitCode.DEFECT, "the model cannot be loaded from " + model + ": " + e, e);
        }
    }

    /** @throws InferenceException 78 where the output folder is not there or not empty: an earlier run's files are not ours */
    void demandEmptyOut() {
        try (Stream<Path> entries = Files.list(out)) {
            entries.findFirst().ifPresent(entry -> {
                throw new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        out + ": expected an empty folder (SLIPWAY_OUT), got one with " + entry.getFileName());
            });
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, out + ": expected an empty folder (SLIPWAY_OUT), got " + e, e);
        }
    }

    private static String read(Path file, String variable, ExitCode code) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InferenceException(code, file + ": cannot be read (folder by " + variable + "): " + e, e);
        }
    }
}
