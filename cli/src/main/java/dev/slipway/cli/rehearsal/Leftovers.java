package dev.slipway.cli.rehearsal;

import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Databases of rehearsals that were killed and could not clean up. */
final class Leftovers {
    private Leftovers() {}

    /** Stops and removes those below a folder of runs that no living process holds. */
    static void remove(Path runs, PostgresBinaries binaries) {
        for (Path run : folders(runs)) {
            Path databases = new RunFolder(run).databases();
            if (Files.isDirectory(databases)) {
                FolderLock.take(databases).ifPresent(lock -> {
                    LocalParameters unused = new LocalParameters(databases.resolve("parameters.json"));
                    new Databases(binaries, databases, "", unused).remove();
                    lock.release();
                });
            }
        }
    }

    private static List<Path> folders(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
