package dev.slipway.predictions;

import dev.slipway.inference.FieldType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column of a data table.
 *
 * @param type as PostgreSQL writes it: {@code double precision}
 */
record Column(String name, String type) {
    static String type(FieldType type) {
        return switch (type) {
            case STRING -> "text";
            case INT -> "integer";
            case LONG -> "bigint";
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp with time zone";
        };
    }

    /** A name as SQL takes it whatever its characters. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String list(List<String> names) {
        return names.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }
}
