package dev.slipway.cli.report;

import dev.slipway.inference.Batch;
import dev.slipway.inference.CsvRows;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** How the predicted fields are spread: histograms of numbers, counts of texts and booleans. */
record Distributions(List<Histogram> histograms, List<Categories> categories) {
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.DOUBLE, FieldType.INT, FieldType.LONG);
    private static final Set<FieldType> WORDS = EnumSet.of(FieldType.STRING, FieldType.BOOLEAN);
    /** Different values counted; more of them are no categories. */
    private static final int DIFFERENT = 1_000;

    static Distributions of(Manifest manifest, Path predictions) {
        List<Field> predicted = manifest.output().stream()
                .filter(field -> manifest.input().stream().noneMatch(input -> copied(input, field)))
                .toList();
        List<Field> numbers =
                predicted.stream().filter(f -> NUMBERS.contains(f.type())).toList();
        List<Field> words =
                predicted.stream().filter(f -> WORDS.contains(f.type())).toList();
        return new Distributions(histograms(numbers, predictions), categories(words, predictions));
    }

    private static boolean copied(Field input, Field output) {
        return input.name().equals(output.name()) && input.type() == output.type();
    }

    /** Two passes: the first finds the axes, the second counts. */
    private static List<Histogram> histograms(List<Field> fields, Path predictions) {
        if (fields.isEmpty()) {
            return List.of();
        }
        List<Column> columns =
                fields.stream().map(field -> new Column(field.name())).toList();
        values(fields, predictions, (value, field) -> columns.get(field).add(value));
        List<Histogram.Counter> counters = columns.stream()
                .map(column -> column.count() == 0 ? null : new Histogram.Counter(column.axis()))
                .toList();
        values(fields, predictions, (value, field) -> {
            if (counters.get(field) != null && Double.isFinite(value)) {
                counters.get(field).add(value);
            }
        });
        List<Histogram> histograms = new ArrayList<>();
        for (int field = 0; field < fields.size(); field++) {
            if (counters.get(field) != null) {
                histograms.add(counters.get(field).toHistogram(columns.get(field)));
            }
        }
        return histograms;
    }

    private static void values(List<Field> fields, Path predictions, ObjIntConsumer<Double> consumer) {
        rows(fields, predictions, (batch, row) -> {
            for (int field = 0; field < fields.size(); field++) {
                if (!batch.isNull(row, field)) {
                    consumer.accept(batch.getDouble(row, field), field);
                }
            }
        });
    }

    private static List<Categories> categories(List<Field> fields, Path predictions) {
        if (fields.isEmpty()) {
            return List.of();
        }
        List<Map<String, Long>> counts = new ArrayList<>();
        fields.forEach(field -> counts.add(new HashMap<>()));
        long[] uncounted = new long[fields.size()];
        rows(fields, predictions, (batch, row) -> {
            for (int field = 0; field < fields.size(); field++) {
                String value = word(batch, row, field, fields.get(field).type());
                Map<String, Long> count = counts.get(field);
                if (count.containsKey(value) || count.size() < DIFFERENT) {
                    count.merge(value, 1L, Long::sum);
                } else {
                    uncounted[field]++;
                }
            }
        });
        List<Categories> categories = new ArrayList<>();
        for (int field = 0; field < fields.size(); field++) {
            categories.add(Categories.of(fields.get(field).name(), counts.get(field), uncounted[field]));
        }
        return categories;
    }

    private static String word(Batch batch, int row, int field, FieldType type) {
        if (batch.isNull(row, field)) {
            return "(null)";
        }
        return type == FieldType.BOOLEAN ? Boolean.toString(batch.getBoolean(row, field)) : batch.getString(row, field);
    }

    private static void rows(List<Field> fields, Path predictions, ObjIntConsumer<Batch> consumer) {
        try (CsvRows rows = CsvRows.open(predictions, fields)) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    consumer.accept(batch, row);
                }
            }
        }
    }
}
