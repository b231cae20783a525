package dev.slipway.inference;

import java.util.Locale;

/** Why a row is not predicted, as {@code rejects.csv} and {@code report.json} name it. */
enum RejectCode {
    /** The row has not as many fields as the header, or text follows a closing quote. */
    COLUMNS,
    /** Empty, though the field is not nullable. */
    MISSING,
    /** Not a literal of the field's type. */
    TYPE,
    /** A number or a time that the type cannot hold. */
    RANGE,
    /** NaN or infinite, though the field is not {@code nonFinite}. */
    NOT_FINITE,
    /** Bytes that are no UTF-8, or the character U+0000, which PostgreSQL cannot hold. */
    ENCODING,
    /** A field of more than 1 MiB, or a key of more than 512 bytes. */
    TOO_LONG,
    /** Rejected by the model, or the model threw. */
    MODEL;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
