package dev.slipway.benchmarks;

import dev.slipway.benchmarks.database.DatabaseFigure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Measures one figure and prints it beside its reference. Ends with 0 when it is printed, reached or not. */
public final class Benchmarks {
    private static final Map<String, Figure> FIGURES = new TreeMap<>(Map.of(
            "build", new BuildFigure(),
            "database", new DatabaseFigure(),
            "help", new HelpFigure(),
            "plan", new PlanFigure(),
            "predict", new PredictFigure(),
            "python", new PythonFigure(),
            "scoring", new ScoringFigure(),
            "sizes", new SizesFigure(),
            "start", new StartFigure(),
            "synth", new SynthFigure()));

    private Benchmarks() {}

    /** Something that can be measured. */
    public interface Figure {
        void measure(Options options, Path work, Table table) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        try {
            measure(args);
        } catch (UsageException wrong) {
            System.err.println("benchmarks/run: " + wrong.getMessage());
            System.err.println("usage: benchmarks/run " + String.join("|", FIGURES.keySet())
                    + " [--rows N] [--rounds N] [--engine java|onnx] [--only LINE,LINE] [--chart FILE.svg]");
            System.exit(64);
        }
    }

    private static void measure(String[] args) throws Exception {
        if (args.length == 0 || !FIGURES.containsKey(args[0])) {
            throw new UsageException("expected a figure, got " + (args.length == 0 ? "none" : args[0]));
        }
        if (args.length % 2 == 0) {
            throw new UsageException(args[args.length - 1] + ": expected a value, got none");
        }
        Options options = Options.of(args);
        Path work = Files.createTempDirectory("slipway-benchmark");
        try {
            FIGURES.get(args[0]).measure(options, work, new Table(System.out));
        } finally {
            Checkout.delete(work);
        }
    }
}
