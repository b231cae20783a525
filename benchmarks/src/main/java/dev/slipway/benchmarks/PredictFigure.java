package dev.slipway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The verb {@code predict} from CSV to CSV, whole processes, against what its parts cost alone, and against the way that
 * scoring is often written. The parts count CPU from their main method on, scoring without loading the model; predict and
 * the naive way count all from the start of their process.
 */
final class PredictFigure implements Benchmarks.Figure {
    private static final double MOST_OF_PARTS = 1.3;
    private static final double TIMES_NAIVE = 4;
    private static final int CORES = 2;

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        ForestData data = ForestData.write(work, options.rows(1_000_000));
        Path naive = work.resolve("naive.csv");
        Path written = work.resolve("written.csv");
        Command predict = predict(options.engine(), data);
        for (int round = 0; round < options.rounds(5); round++) {
            data.clear();
            table.add("predict", predict.run().cost());
            table.add("bare parse", part(Command.java(BareParse.class, data.csv())));
            table.add(
                    "bare scoring",
                    part(Command.java(BareScore.class, data.rows(), options.engine(), data.model(), CORES)));
            table.add("bare write", part(Command.java(BareWrite.class, data.rows(), written)));
            table.add(
                    "naive: Commons CSV, row by row",
                    Command.java(Naive.class, data.csv(), naive, options.engine(), data.model())
                            .run()
                            .cost());
            demandSame(data.out().resolve("predictions.csv"), naive, data.rows());
        }
        table.print("predict of %,d rows of %d floats, %d trees, %s"
                .formatted(data.rows(), Forest.FEATURES, Forest.TREES, options.engine()));
        double parts = table.median("bare parse").cpu()
                + table.median("bare scoring").cpu()
                + table.median("bare write").cpu();
        double wall = table.median("predict").wall();
        table.figure("wall / (CPU of the bare parts / 2)", wall / (parts / CORES), true, MOST_OF_PARTS, "");
        table.figure(
                "wall of the naive way / wall",
                table.median("naive: Commons CSV, row by row").wall() / wall,
                false,
                TIMES_NAIVE,
                "");
        table.line("  %,.0f rows a second", data.rows() / wall);
    }

    private static Command predict(Engine engine, ForestData data) {
        Command program = engine == Engine.ONNX
                ? Command.of(
                        Checkout.java(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        Checkout.onnxJar().toString(),
                        "predict")
                : Command.java(ForestModel.class, "predict");
        return program.with(data.environment());
    }

    private static Cost part(Command part) throws IOException, InterruptedException {
        Command.Run run = part.run();
        return new Cost(run.cost().wall(), CpuSeconds.read(run.out()));
    }

    /** Who is fast must not be so by doing something else. */
    private static void demandSame(Path predictions, Path naive, int rows) throws IOException {
        try (BufferedReader ours = Files.newBufferedReader(predictions);
                BufferedReader theirs = Files.newBufferedReader(naive)) {
            for (int row = 0; row <= rows; row++) {
                String[] our = ours.readLine().split(",");
                String[] their = theirs.readLine().split(",");
                boolean same = our[0].equals(their[0])
                        && (row == 0 || Double.parseDouble(our[1]) == Double.parseDouble(their[1]));
                if (!same) {
                    throw new IllegalStateException("row " + row + ": predict wrote " + String.join(",", our)
                            + ", the naive way " + String.join(",", their));
                }
            }
        }
    }
}
