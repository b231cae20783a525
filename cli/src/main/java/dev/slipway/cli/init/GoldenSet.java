package dev.slipway.cli.init;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows with what a model predicted for them, as if that were the truth.
 *
 * @param predicted the output fields that are not copied from the input
 * @param rows cells of the input, then of {@code predicted}
 */
record GoldenSet(List<Field> input, List<Field> predicted, List<List<String>> rows) {
    private static final String ACTUAL = "actual_";

    /** Puts each row's predictions beside it; a row that the model rejected is left out. */
    static GoldenSet join(ModelFile model, List<List<String>> rows, Path predictions) throws IOException {
        List<Field> predicted = model.output().stream()
                .filter(field -> !model.key().contains(field.name()))
                .toList();
        Map<String, List<String>> byKey = new HashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(predictions)) {
            for (NamedCsvRecord row : reader) {
                byKey.put(
                        row.getField(model.key().get(0)),
                        predicted.stream()
                                .map(field -> row.getField(field.name()))
                                .toList());
            }
        }
        List<List<String>> joined = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> truth = byKey.get(row.get(0));
            if (truth != null) {
                List<String> cells = new ArrayList<>(row);
                cells.addAll(truth);
                joined.add(List.copyOf(cells));
            }
        }
        return new GoldenSet(model.input(), predicted, List.copyOf(joined));
    }

    void write(Path file) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            List<String> header =
                    new ArrayList<>(input.stream().map(Field::name).toList());
            predicted.forEach(field -> header.add(ACTUAL + field.name()));
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        }
    }

    /** {@code {price: actual_price}}, for {@code model.yaml}. */
    String actuals() {
        return predicted.stream()
                .map(field -> YamlWord.of(field.name()) + ": " + YamlWord.of(ACTUAL + field.name()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The first number must be as it was but for rounding, the first text the same. */
    String metrics() {
        List<String> metrics = new ArrayList<>();
        predicted.stream()
                .filter(GoldenSet::isNumber)
                .findFirst()
                .ifPresent(field ->
                        metrics.add("rmse: {field: " + YamlWord.of(field.name()) + ", max: " + slack(field) + "}"));
        predicted.stream()
                .filter(field -> !isNumber(field))
                .findFirst()
                .ifPresent(field -> metrics.add("accuracy: {field: " + YamlWord.of(field.name()) + ", min: 1}"));
        return "{" + String.join(", ", metrics) + "}";
    }

    /** A hundred-thousandth of the largest value, rounded up to a power of ten. */
    private String slack(Field field) {
        int cell = input.size() + predicted.indexOf(field);
        double largest = rows.stream()
                .map(row -> row.get(cell))
                .filter(text -> !text.isEmpty())
                .mapToDouble(text -> Math.abs(Double.parseDouble(text)))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        int power = (int) Math.ceil(Math.log10(Math.max(largest, 1e-3))) - 5;
        return new BigDecimal(BigInteger.ONE, -power).toPlainString();
    }

    private static boolean isNumber(Field field) {
        return field.type() == FieldType.DOUBLE || field.type() == FieldType.INT || field.type() == FieldType.LONG;
    }
}
