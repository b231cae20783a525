package dev.slipway.job.artifacts;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A run's files in a folder. */
record FolderArtifacts(Path folder) implements ArtifactStore {
    @Override
    public void put(Path file) {
        try {
            Files.createDirectories(folder);
            Path half = folder.resolve(file.getFileName() + ".new");
            Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "SLIPWAY_ARTIFACTS: " + folder + " cannot be written: " + failed, failed);
        }
    }

    @Override
    public String place() {
        return folder.toString();
    }
}
