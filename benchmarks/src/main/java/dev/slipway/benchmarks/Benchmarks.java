package dev.slipway.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures one figure and prints it beside its reference. Ends with 0 when it is printed, reached or not. */
public final class Benchmarks {
    private static final Map<String, Figure> FIGURES = new TreeMap<>(Map.of(
            "build", new BuildFigure(),
            "predict", new PredictFigure(),
            "python", new PythonFigure(),
            "scoring", new ScoringFigure(),
            "sizes", new SizesFigure(),
            "start", new StartFigure(),
            "synth", new SynthFigure()));

    private Benchmarks() {}

    /** Something that can be measured. */
    interface Figure {
        void measure(Options options, Path work, Table table) throws Exception;
    }

    /** How much is measured; 0 leaves it to the figure. */
    record Options(int rows, int rounds, Engine engine) {
        int rows(int usual) {
            return rows > 0 ? rows : usual;
        }

        int rounds(int usual) {
            return rounds > 0 ? rounds : usual;
        }
    }

    public static void main(String[] args) throws Exception {
        Figure figure = args.length % 2 == 1 ? FIGURES.get(args[0]) : null;
        if (figure == null) {
            System.err.println("usage: benchmarks/run " + String.join("|", FIGURES.keySet())
                    + " [--rows N] [--rounds N] [--engine java|onnx]");
            System.exit(64);
            return;
        }
        Path work = Files.createTempDirectory("slipway-benchmark");
        try {
            figure.measure(options(args), work, new Table(System.out));
        } finally {
            Checkout.delete(work);
        }
    }

    private static Options options(String[] args) {
        Options options = new Options(0, 0, Engine.ONNX);
        for (int i = 1; i < args.length; i += 2) {
            String value = args[i + 1];
            options = switch (args[i]) {
                case "--rows" -> new Options(Integer.parseInt(value), options.rounds(), options.engine());
                case "--rounds" -> new Options(options.rows(), Integer.parseInt(value), options.engine());
                case "--engine" ->
                    new Options(options.rows(), options.rounds(), Engine.valueOf(value.toUpperCase(Locale.ROOT)));
                default -> throw new IllegalArgumentException("expected --rows, --rounds or --engine, got " + args[i]);
            };
        }
        return options;
    }
}
