package dev.slipway.benchmarks.database;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a JVM keeps of a first run, so that the next one starts sooner: classes, and from Java 25 on also what it learned. */
record Archive(Path file) {
    /** The function for copies runs on it. */
    static final int LEARNS = 25;

    private static boolean learns() {
        return Jdk.function().feature() >= LEARNS;
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** The option of a run that makes it. */
    String make() {
        return (learns() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
    }

    /** The option of a run that starts from it. */
    String use() {
        return (learns() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
    }
}
