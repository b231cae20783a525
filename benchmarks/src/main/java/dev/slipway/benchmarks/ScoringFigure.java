package dev.slipway.benchmarks;

import dev.slipway.inference.ContractLoop;
import dev.slipway.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Scoring alone, in one process and in turns: the contract's loop over batches of columns, output set and checked, against
 * ONNX Runtime over an array, with the same rows, as many at a time, and as many threads.
 */
final class ScoringFigure implements Benchmarks.Figure {
    /** As many rows as the ONNX program hands over at a time. */
    private static final int BATCH = 512;

    private static final double LEAST = 0.95;
    private static final String CONTRACT = "the contract's loop";
    private static final String BARE = "bare ONNX Runtime";

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        int rows = Math.max(1, options.rows(200_000) / BATCH) * BATCH;
        int threads = Runtime.getRuntime().availableProcessors();
        ForestData data = ForestData.write(work, rows);
        OnnxModel model = new OnnxModel();
        ContractLoop contract = new ContractLoop(model, data.model(), data.csv());
        float[] features = features(rows);
        double[] scores = new double[rows];
        try (BareOnnx bare = new BareOnnx(data.model().resolve("model.onnx"))) {
            // The first two rounds are for the compiler.
            for (int round = -2; round < options.rounds(9); round++) {
                Table into = round < 0 ? new Table(System.out) : table;
                double ours = time(into, CONTRACT, () -> contract.run("score"));
                double theirs = time(into, BARE, () -> {
                    bare.score(features, scores, BATCH, threads);
                    return Arrays.stream(scores).sum();
                });
                if (ours != theirs) {
                    throw new IllegalStateException("the loops differ: " + ours + " and " + theirs);
                }
            }
        }
        model.close();
        table.print("scoring of %,d rows, %d at a time, %d threads".formatted(rows, BATCH, threads));
        double speed = table.median(BARE).wall() / table.median(CONTRACT).wall();
        table.figure("speed of the contract's loop / of the bare one", speed, false, LEAST, "");
        table.line(
                "  %,.0f and %,.0f rows a second",
                rows / table.median(CONTRACT).wall(), rows / table.median(BARE).wall());
    }

    private static float[] features(int rows) {
        Random random = new Random(1);
        float[] features = new float[rows * Forest.FEATURES];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        return features;
    }

    private static double time(Table table, String what, Callable<Double> work) throws Exception {
        CpuSeconds cpu = new CpuSeconds();
        long begin = System.nanoTime();
        double result = work.call();
        table.add(what, new Cost((System.nanoTime() - begin) / 1e9, cpu.sinceBegin()));
        return result;
    }
}
