package dev.slipway.benchmarks.database;

import java.util.Locale;
import java.util.OptionalDouble;

/** The last words of a Java process: how long it took without its start. */
final class Done {
    private static final String WORD = "work ";

    private final long started = System.nanoTime();

    void print() {
        System.out.printf(Locale.ROOT, "%n%s%.4f%n", WORD, (System.nanoTime() - started) / 1e9);
    }

    static OptionalDouble work(String out) {
        return out.lines()
                .filter(line -> line.startsWith(WORD))
                .mapToDouble(line -> Double.parseDouble(line.substring(WORD.length())))
                .findFirst();
    }
}
