package dev.slipway.benchmarks.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Java a program runs on. */
record Jdk(Path home, int feature) {
    /** Says where one is that the functions run on; without it they are measured on the Java of the benchmarks. */
    private static final String FUNCTION = "slipway.function.jdk";

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** The one that copies are measured on, and what is compared with them. */
    static Jdk function() {
        Path home = Path.of(System.getProperty(FUNCTION, System.getProperty("java.home")));
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            if (!version.find()) {
                throw new IllegalStateException(home + ": expected JAVA_VERSION in release, got none");
            }
            return new Jdk(home, Integer.parseInt(version.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }
}
