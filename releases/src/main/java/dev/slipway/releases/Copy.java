package dev.slipway.releases;

import java.util.List;
import java.util.Set;

/**
 * What of a model's predictions goes to the application database.
 *
 * @param table the view that the application reads, in the schema {@code predictions}
 * @param fields the output fields to copy, the model's key among them
 * @param indexes each a list of copied fields; the key has one anyway
 */
public record Copy(String table, Mode mode, List<String> fields, List<List<String>> indexes) {
    /** Slipway's own relations in that schema. */
    private static final Set<String> TAKEN = Set.of("copies", "freshness", "leaves", "loads", "schema_history");

    /** What happens to rows that a new run does not have. */
    public enum Mode {
        /** A run is the whole table. */
        REPLACE,
        /** A run covers some keys; the others' rows stay. */
        MERGE
    }

    /** Forty characters leave room for what Slipway appends to the name, within PostgreSQL's 63. */
    static String table(String text) {
        if (!text.matches("[a-z][a-z0-9_]{0,39}")) {
            throw new IllegalArgumentException("expected a table's name of at most 40 lower-case letters, digits or _ "
                    + "such as audience, got \"" + text + '"');
        }
        if (TAKEN.contains(text)) {
            throw new IllegalArgumentException(
                    "expected a name that Slipway does not use itself such as audience, got \"" + text + '"');
        }
        return text;
    }
}
