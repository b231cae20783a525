package dev.slipway.benchmarks;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes as many ids and numbers as predict does, with the same fast formatting, and does nothing else: no hash. */
final class BareWrite {
    private BareWrite() {}

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        String[] ids = new String[rows];
        double[] scores = new double[rows];
        Random random = new Random(2);
        for (int row = 0; row < rows; row++) {
            ids[row] = ForestData.id(row);
            scores[row] = (float) random.nextGaussian() / Forest.TREES;
        }
        CpuSeconds cpu = new CpuSeconds();
        Path file = Path.of(args[1]);
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("id,score\n");
            for (int row = 0; row < rows; row++) {
                csv.write(ids[row]);
                csv.write(',');
                csv.write(NumberOutput.toString(scores[row], true));
                csv.write('\n');
            }
        }
        cpu.print(Files.size(file) + " bytes");
    }
}
