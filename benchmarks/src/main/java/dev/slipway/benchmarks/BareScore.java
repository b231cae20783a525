package dev.slipway.benchmarks;

import java.io.IOException;
import java.util.Random;

/** Scores rows that lie in memory and does nothing else. Prints the CPU seconds of the scoring alone and the sum. */
final class BareScore {
    private BareScore() {}

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        float[] values = new float[rows * Forest.FEATURES];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Forest forest = new Forest();
        CpuSeconds cpu = new CpuSeconds();
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += forest.score(values, row * Forest.FEATURES);
        }
        cpu.print("" + sum);
    }
}
