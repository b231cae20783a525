package dev.slipway.job.conformance;

import dev.slipway.inference.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads values as SPEC.md has them, on purpose not by the library that most images write them with: one error in it
 * would hide the other.
 */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final List<String> NON_FINITE = List.of("NaN", "Infinity", "-Infinity");

    private Values() {}

    /** Refuses a value that is not of the field's type. */
    static void refuseOther(Field field, String value) {
        if (value.isEmpty()) {
            if (!field.nullable()) {
                throw Verdict.broken(field.name(), "a value, because the field is not nullable", "an empty field");
            }
            return;
        }
        try {
            if (read(field, value) == null) {
                throw Verdict.broken(field.name(), "a " + field.type().word(), value);
            }
        } catch (NumberFormatException | DateTimeParseException other) {
            throw Verdict.broken(field.name(), "a " + field.type().word(), value);
        }
    }

    private static Object read(Field field, String value) {
        return switch (field.type()) {
            case STRING -> value;
            case INT -> Integer.valueOf(value);
            case LONG -> Long.valueOf(value);
            case DOUBLE -> readDouble(field, value);
            case BOOLEAN -> value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : null;
            case DATE -> LocalDate.parse(value);
            case TIMESTAMP -> OffsetDateTime.parse(value).toInstant();
        };
    }

    private static Double readDouble(Field field, String value) {
        if (NON_FINITE.contains(value)) {
            return field.nonFinite() ? Double.valueOf(value) : null;
        }
        return NUMBER.matcher(value).matches() && Double.isFinite(Double.parseDouble(value))
                ? Double.valueOf(value)
                : null;
    }

    /** Values of one column so that two ways to write one value are equal. */
    static List<Object> plain(Field field, List<String> values) {
        return values.stream().map(value -> plain(field, value)).toList();
    }

    private static Object plain(Field field, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (field.type()) {
            case INT, LONG -> new BigDecimal(value);
            case DOUBLE -> Double.valueOf(value);
            case TIMESTAMP -> OffsetDateTime.parse(value).toInstant();
            default -> value;
        };
    }
}
