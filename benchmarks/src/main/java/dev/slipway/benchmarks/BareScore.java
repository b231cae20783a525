package dev.slipway.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Scores rows that lie in memory and does nothing else. Prints the CPU seconds of the scoring alone and the sum. */
public final class BareScore {
    private static final int BATCH = 512;

    private BareScore() {}

    /** Arguments: rows, engine, model folder, threads. */
    public static void main(String[] args) throws Exception {
        double[] scores = new double[Integer.parseInt(args[0]) / BATCH * BATCH];
        float[] rows = new float[scores.length * Forest.FEATURES];
        Random random = new Random(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat();
        }
        if (Engine.valueOf(args[1]) == Engine.ONNX) {
            try (BareOnnx onnx = new BareOnnx(Path.of(args[2]).resolve("model.onnx"))) {
                CpuSeconds cpu = new CpuSeconds();
                onnx.score(rows, scores, BATCH, Integer.parseInt(args[3]));
                cpu.print("" + Arrays.stream(scores).sum());
            }
            return;
        }
        Forest forest = new Forest();
        CpuSeconds cpu = new CpuSeconds();
        for (int row = 0; row < scores.length; row++) {
            scores[row] = forest.score(rows, row * Forest.FEATURES);
        }
        cpu.print("" + Arrays.stream(scores).sum());
    }
}
