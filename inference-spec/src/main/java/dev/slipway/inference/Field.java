package dev.slipway.inference;

import java.nio.charset.StandardCharsets;

/**
 * A column of the input or the output.
 *
 * @param name at most 63 bytes in UTF-8, PostgreSQL's limit for an identifier
 * @param nullable whether the field may be empty
 * @param nonFinite whether a double may be NaN or infinite; otherwise such a value is a reject
 */
public record Field(String name, FieldType type, boolean nullable, boolean nonFinite) {
    private static final int LONGEST_NAME = 63;

    public Field {
        int bytes = name == null ? 0 : name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "expected a field name of 1 to 63 bytes without control characters, got \"" + name + '"');
        }
        if (nonFinite && type != FieldType.DOUBLE) {
            throw new IllegalArgumentException(
                    "field " + name + ": only a double may be non-finite, not " + type.word());
        }
    }

    /** A field as {@code model.yaml} writes it in short: {@code double}, or {@code double?} where it may be empty. */
    public static Field parse(String name, String type) {
        boolean nullable = type.endsWith("?");
        return new Field(
                name, FieldType.parse(nullable ? type.substring(0, type.length() - 1) : type), nullable, false);
    }
}
