package dev.slipway.benchmarks.database;

import java.util.OptionalDouble;

/** The last words of a Java process: what it took without its start. */
final class Done {
    private static final String WORD = "work ";

    private final long started = System.nanoTime();

    void print() {
        // Not by a format: its classes would be in what is measured.
        System.out.println("\n" + WORD + (System.nanoTime() - started) / 1e9);
    }

    static OptionalDouble work(String out) {
        return after(WORD, out);
    }

    /** The CPU seconds of a process that tells them itself, without its start. */
    static OptionalDouble cpu(String out) {
        return after("cpu ", out);
    }

    private static OptionalDouble after(String word, String out) {
        return out.lines()
                .filter(line -> line.startsWith(word))
                .mapToDouble(
                        line -> Double.parseDouble(line.substring(word.length()).split(" ")[0]))
                .findFirst();
    }
}
