package dev.slipway.benchmarks;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the rows and does nothing else: FastCSV, and fastdoubleparser straight from FastCSV's buffer, so that a number
 * makes no object. No rule of the contract is kept. Prints its CPU seconds and a sum that proves that all was read.
 */
public final class BareParse extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final double[] values = new double[Forest.FEATURES];
    private String id;
    private boolean header = true;

    private BareParse() {}

    public static void main(String[] args) throws IOException {
        CpuSeconds cpu = new CpuSeconds();
        BareParse row = new BareParse();
        double sum = 0;
        long characters = 0;
        try (CsvReader<Boolean> csv = CsvReader.builder().build(row, Path.of(args[0]))) {
            for (Boolean read : csv) {
                if (!row.header && read) {
                    characters += row.id.length();
                    for (double value : row.values) {
                        sum += value;
                    }
                }
                row.header = false;
            }
        }
        cpu.print(sum + " " + characters);
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
        if (header) {
            return;
        }
        if (index == 0) {
            id = new String(buffer, from, length);
        } else {
            values[index - 1] = JavaDoubleParser.parseDouble(buffer, from, length);
        }
    }

    @Override
    protected Boolean buildRecord() {
        return Boolean.TRUE;
    }
}
