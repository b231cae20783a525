package dev.slipway.job.artifacts;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.ChangeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes in a folder. */
record FolderChanges(Path folder) implements ChangeFiles.Place {
    @Override
    public Set<String> list(String prefix) {
        Path below = folder.resolve(prefix);
        if (!Files.isDirectory(below)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        } catch (IOException failed) {
            throw failure(below, "read", failed);
        }
    }

    @Override
    public void add(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            // Who writes it at the same time writes the same.
            Path half = Files.writeString(
                    file.resolveSibling("." + file.getFileName() + "-"
                            + ProcessHandle.current().pid()),
                    text);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw failure(file, "written", failed);
        }
    }

    private static InferenceException failure(Path file, String what, IOException failed) {
        return new InferenceException(
                ExitCode.TRY_AGAIN, "SLIPWAY_ARTIFACTS: " + file + " cannot be " + what + ": " + failed, failed);
    }
}
