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
        Figure figure = args.length % 2 == 1 ? FIGURES.get(args[0]) : null;
        if (figure == null) {
            System.err.println("usage: benchmarks/run " + String.join("|", FIGURES.keySet())
                    + " [--rows N] [--rounds N] [--engine java|onnx] [--only LINE,LINE] [--chart FILE.svg]");
            System.exit(64);
            return;
        }
        Path work = Files.createTempDirectory("slipway-benchmark");
        try {
            figure.measure(Options.of(args), work, new Table(System.out));
        } finally {
            Checkout.delete(work);
        }
    }
}
