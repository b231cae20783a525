package dev.slipway.releases;

import java.util.HashSet;
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
    /** Views of Slipway's own in the same schema. */
    private static final Set<String> TAKEN = Set.of("copies", "freshness");

    public Copy {
        for (List<String> index : indexes) {
            Set<String> missing = new HashSet<>(index);
            fields.forEach(missing::remove);
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("expected indexes of copied fields, got "
                        + new java.util.TreeSet<>(missing) + ", which fields does not have");
            }
        }
    }

    /** What happens to rows that a new run does not have. */
    public enum Mode {
        /** A run is the whole table. */
        REPLACE,
        /** A run covers some keys; the others' rows stay. */
        MERGE
    }

    static String table(String text) {
        if (!text.matches("[a-z][a-z0-9_]{0,39}") || TAKEN.contains(text)) {
            throw new IllegalArgumentException(
                    "expected a table name of at most 40 lower-case letters, digits or _ such "
                            + "as audience (and not " + String.join(" or ", new java.util.TreeSet<>(TAKEN))
                            + ", which are Slipway's own), got \"" + text + '"');
        }
        return text;
    }
}
