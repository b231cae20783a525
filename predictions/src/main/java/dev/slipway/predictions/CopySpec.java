package dev.slipway.predictions;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.slipway.inference.ModelName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the application wants of a model's predictions.
 *
 * @param major the model's major version; another major has another table
 * @param table the view that the application reads, {@code predictions.<table>}
 * @param fields output fields, the model's whole key among them
 * @param indexes fields of each further index
 */
public record CopySpec(
        ModelName model, int major, String table, Mode mode, List<String> fields, List<List<String>> indexes) {
    /** Carries the run that a row came from in the tables of {@link Mode#MERGE}; no view shows it. */
    static final String RUN = "slipway_run";

    /** Tables and views of Slipway's own in the same schema. */
    private static final Set<String> TAKEN = Set.of("copies", "freshness", "leaves", "loads", "schema_history");

    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Set<String> KEYS = Set.of("model", "major", "table", "mode", "fields", "indexes");

    /** How a run's rows meet those of the runs before it. */
    public enum Mode {
        /** The table shows one run. */
        REPLACE,
        /** A run covers only some entities: its rows take the place of rows with the same key, all others stay. */
        MERGE;

        /** The word that the environment file uses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CopySpec {
        if (table == null || !TABLE.matcher(table).matches() || TAKEN.contains(table)) {
            throw new IllegalArgumentException("table: expected a lower-case name of at most 40 letters, digits and _"
                    + " such as audience, and none of Slipway's own " + new TreeSet<>(TAKEN) + ", got "
                    + quoted(table));
        }
        if (fields.isEmpty() || new HashSet<>(fields).size() != fields.size() || fields.contains(RUN)) {
            throw new IllegalArgumentException("fields of " + table + ": expected different output fields such as"
                    + " [programme_id, viewers], none of them called " + RUN + ", got " + fields);
        }
        for (List<String> index : indexes) {
            if (index.isEmpty() || !fields.containsAll(index)) {
                throw new IllegalArgumentException(
                        "indexes of " + table + ": expected lists of copied fields such as [[air_date]], got " + index);
            }
        }
        fields = List.copyOf(fields);
        indexes = indexes.stream().map(List::copyOf).toList();
    }

    /**
     * Reads {@code {"model","major","table","mode","fields":[…],"indexes":[[…]]}}; {@code indexes} may be absent.
     *
     * @throws IllegalArgumentException says which part is wrong, what was received, and what would be right
     */
    public static CopySpec parse(String json) {
        try {
            return of(JsonParser.any().from(json));
        } catch (JsonParserException e) {
            throw new IllegalArgumentException("expected a JSON object, got " + quoted(json));
        }
    }

    /** The same from JSON that is already read into maps and lists. */
    public static CopySpec of(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "expected an object such as {\"model\": \"audience-forecast\", …}, got " + quoted(json));
        }
        for (Object name : map.keySet()) {
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException(
                        "expected model, major, table, mode, fields and indexes, got " + quoted(name));
            }
        }
        if (!(map.get("major") instanceof Integer major) || major < 0) {
            throw new IllegalArgumentException("major: expected a number such as 1, got " + quoted(map.get("major")));
        }
        Object indexes = map.get("indexes");
        return new CopySpec(
                new ModelName(map.get("model") instanceof String name ? name : null),
                major,
                map.get("table") instanceof String table ? table : null,
                mode(map.get("mode")),
                names("fields", map.get("fields")),
                indexes == null
                        ? List.of()
                        : list("indexes", indexes).stream()
                                .map(index -> names("indexes", index))
                                .toList());
    }

    /** The form that {@link #parse} reads. */
    public String toJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model.value());
        map.put("major", major);
        map.put("table", table);
        map.put("mode", mode.word());
        map.put("fields", fields);
        map.put("indexes", indexes);
        return JsonWriter.string(map);
    }

    private static Mode mode(Object word) {
        for (Mode mode : Mode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode: expected replace or merge, got " + quoted(word));
    }

    private static List<?> list(String key, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(key + ": expected a list, got " + quoted(value));
    }

    private static List<String> names(String key, Object value) {
        return list(key, value).stream()
                .map(item -> {
                    if (item instanceof String name) {
                        return name;
                    }
                    throw new IllegalArgumentException(key + ": expected names of fields, got " + quoted(item));
                })
                .toList();
    }

    private static String quoted(Object value) {
        return value == null ? "nothing" : value instanceof String ? "\"" + value + '"' : value.toString();
    }
}
