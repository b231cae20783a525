package dev.slipway.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much is measured; 0 leaves it to the figure.
 *
 * @param only names of the lines to measure, of a figure that has several; empty for all
 * @param chart where a drawing goes, of a figure that draws one; null for its usual place
 */
public record Options(int rows, int rounds, Engine engine, Set<String> only, Path chart) {
    static Options of(int rows, int rounds, Engine engine) {
        return new Options(rows, rounds, engine, Set.of(), null);
    }

    /** @param args the figure's name, then options, each followed by its value */
    static Options of(String[] args) {
        Options options = of(0, 0, Engine.ONNX);
        for (int i = 1; i < args.length; i += 2) {
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rows" -> new Options(Integer.parseInt(value), rounds, engine, only, chart);
            case "--rounds" -> new Options(rows, Integer.parseInt(value), engine, only, chart);
            case "--engine" -> new Options(rows, rounds, Engine.valueOf(value.toUpperCase(Locale.ROOT)), only, chart);
            case "--only" -> new Options(rows, rounds, engine, new LinkedHashSet<>(List.of(value.split(","))), chart);
            case "--chart" ->
                new Options(rows, rounds, engine, only, Path.of(value).toAbsolutePath());
            default ->
                throw new IllegalArgumentException(
                        "expected --rows, --rounds, --engine, --only or --chart, got " + name);
        };
    }

    public int rows(int usual) {
        return rows > 0 ? rows : usual;
    }

    public int rounds(int usual) {
        return rounds > 0 ? rounds : usual;
    }
}
