package dev.slipway.inference;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Writes values in the text forms of SPEC.md, "Literals". */
final class CsvText {
    private CsvText() {}

    /** The text of a value, or null. */
    static String of(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column.field().type()) {
            case STRING -> column.text(row);
            case INT, LONG -> Long.toString(column.whole(row));
            // Not Double.toString: before Java 19 it is not always the shortest, so bytes would depend on the JDK.
            case DOUBLE -> NumberOutput.toString(column.real(row), true);
            case BOOLEAN -> column.whole(row) != 0 ? "true" : "false";
            case DATE -> LocalDate.ofEpochDay(column.whole(row)).toString();
            case TIMESTAMP ->
                Instant.EPOCH.plus(column.whole(row), ChronoUnit.MICROS).toString();
        };
    }
}
