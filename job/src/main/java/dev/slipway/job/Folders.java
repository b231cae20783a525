package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The folders of a run. */
final class Folders {
    private Folders() {}

    /** Makes a folder; what lies in it already belongs to somebody, so it is refused (78) and never cleared. */
    static void createEmpty(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new InferenceException(
                            ExitCode.BAD_CONFIGURATION,
                            folder + ": expected an empty folder, but an earlier run left files in it; set SLIPWAY_WORK"
                                    + " to a new folder or remove this one");
                }
            }
        } catch (IOException failed) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "SLIPWAY_WORK: cannot make " + folder + ": " + failed, failed);
        }
    }

    /** Takes away or gives back the right to write, as far as the file system knows rights; root may write anyway. */
    static void writable(Path folder, boolean writable) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(writable ? "rw-r--r--" : "r--r--r--"));
            }
            Files.setPosixFilePermissions(
                    folder, PosixFilePermissions.fromString(writable ? "rwxr-xr-x" : "r-xr-xr-x"));
        } catch (IOException | UnsupportedOperationException notHere) {
            // Protection against accidents only: an image that writes there breaks the contract either way.
        }
    }
}
