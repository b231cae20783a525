package dev.slipway.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The Python library's predict beside a loop over the csv module that calls the same model. For information. */
final class PythonFigure implements Benchmarks.Figure {
    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Path model = Checkout.home().resolve("models/film-gross");
        Path script = Checkout.home().resolve("benchmarks/film_gross.py");
        int rows = options.rows(100_000);
        for (String folder : new String[] {"in", "out"}) {
            Files.createDirectories(work.resolve(folder));
        }
        Command.of("python3", script.toString(), "prepare", model.toString(), work.toString(), "" + rows)
                .run();
        Map<String, String> environment = Map.of(
                "SLIPWAY_IN", work.resolve("in").toString(),
                "SLIPWAY_OUT", work.resolve("out").toString(),
                "SLIPWAY_MODEL", work.resolve("model").toString(),
                "PYTHONPATH", Checkout.home().resolve("inference-spec/python").toString());
        Command predict = Command.of("python3", model.resolve("model.py").toString(), "predict")
                .with(environment);
        Command bare = Command.of("python3", script.toString(), "bare", model.toString(), work.toString())
                .with(environment);
        for (int round = 0; round < options.rounds(5); round++) {
            new ForestData(work, rows).clear();
            table.add("predict, slipway.py", predict.run().cost());
            table.add("csv module, no rules kept", bare.run().cost());
        }
        table.print("film-gross, %,d rows".formatted(rows));
        double wall = table.median("predict, slipway.py").wall();
        table.line(
                "  %.2f times the loop's time; %,.0f rows a second",
                wall / table.median("csv module, no rules kept").wall(), rows / wall);
    }
}
