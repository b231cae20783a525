package dev.slipway.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** How a scoring script is written on a Monday morning: Commons CSV, columns by name, the model called row by row. */
final class Naive {
    private Naive() {}

    /** Arguments: input, output, engine, model folder. */
    public static void main(String[] args) throws IOException, OrtException {
        Engine.RowScorer model = Engine.valueOf(args[2]).rows(Path.of(args[3]));
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]));
                Writer out = Files.newBufferedWriter(Path.of(args[1]));
                CSVParser rows = CSVParser.parse(in, format);
                CSVPrinter predictions = new CSVPrinter(out, CSVFormat.RFC4180)) {
            predictions.printRecord("id", "score");
            for (CSVRecord row : rows) {
                float[] features = new float[Forest.FEATURES];
                for (int i = 0; i < features.length; i++) {
                    features[i] = (float) Double.parseDouble(row.get("f" + i));
                }
                predictions.printRecord(row.get("id"), (double) model.score(features));
            }
        }
    }
}
