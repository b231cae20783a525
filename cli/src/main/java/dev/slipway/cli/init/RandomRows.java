package dev.slipway.cli.init;

import dev.slipway.inference.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows that suit fields by their types alone; the same ones each time. */
record RandomRows(List<Field> fields, String key) {
    private static final long SEED = 20260101;

    /** Cells in the order of the fields. */
    List<List<String>> rows(int count) {
        Random random = new Random(SEED);
        return IntStream.rangeClosed(1, count)
                .mapToObj(row -> {
                    List<String> cells = new ArrayList<>();
                    for (Field field : fields) {
                        cells.add(field.name().equals(key) ? "row-%03d".formatted(row) : cell(field, random));
                    }
                    return List.copyOf(cells);
                })
                .toList();
    }

    private static String cell(Field field, Random random) {
        return switch (field.type()) {
            case DOUBLE -> String.format(Locale.ROOT, "%.3f", random.nextGaussian());
            // Small, because a whole number may count the entries of a table.
            case INT, LONG -> Integer.toString(random.nextInt(3));
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case STRING -> String.valueOf((char) ('a' + random.nextInt(3)));
            case DATE -> "2026-01-%02d".formatted(1 + random.nextInt(28));
            case TIMESTAMP -> "2026-01-%02dT06:00:00Z".formatted(1 + random.nextInt(28));
        };
    }
}
