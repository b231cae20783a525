package dev.slipway.inference;

import java.util.Locale;

/** The types a CSV field can have. The text forms are those of SPEC.md, "CSV". */
public enum FieldType {
    /** Text; at least one character, because an empty field is null. */
    STRING,
    /** A whole number of 32 bits. */
    INT,
    /** A whole number of 64 bits. */
    LONG,
    /** A floating-point number of 64 bits (IEEE 754), {@code .} as decimal sign. */
    DOUBLE,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A calendar day, {@code 2026-11-21}, from year 0001 to 9999. */
    DATE,
    /** An instant with an offset, {@code 2026-11-21T06:00:00+01:00}; microseconds at most. */
    TIMESTAMP;

    /** The word that {@code model.yaml} and the manifest use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FieldType parse(String word) {
        for (FieldType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "expected string, int, long, double, boolean, date or timestamp, got \"" + word + '"');
    }
}
