package dev.slipway.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
            case "--rows" -> new Options(count(name, value), rounds, engine, only, chart);
            case "--rounds" -> new Options(rows, count(name, value), engine, only, chart);
            case "--engine" -> new Options(rows, rounds, engine(value), only, chart);
            case "--only" -> new Options(rows, rounds, engine, new LinkedHashSet<>(List.of(value.split(","))), chart);
            case "--chart" ->
                new Options(rows, rounds, engine, only, Path.of(value).toAbsolutePath());
            default -> throw new UsageException("expected --rows, --rounds, --engine, --only or --chart, got " + name);
        };
    }

    private static int count(String name, String value) {
        try {
            int count = Integer.parseInt(value);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException none) {
            // Told with what is not positive.
        }
        throw new UsageException(name + ": expected a whole number from 1 on, got " + value);
    }

    private static Engine engine(String value) {
        return Stream.of(Engine.values())
                .filter(engine -> engine.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new UsageException("--engine: expected java or onnx, got " + value));
    }

    public int rows(int usual) {
        return rows > 0 ? rows : usual;
    }

    public int rounds(int usual) {
        return rounds > 0 ? rounds : usual;
    }
}
