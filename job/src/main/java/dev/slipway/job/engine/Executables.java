package dev.slipway.job.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Looks for programs as a shell does. */
public final class Executables {
    private Executables() {}

    /** The first file of that name on the path (folders joined by colons) that can be executed. */
    public static Optional<Path> find(String name, String path) {
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
