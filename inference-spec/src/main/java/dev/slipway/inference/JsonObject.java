package dev.slipway.inference;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JSON object that is being read: each getter names the key, what it received and what would be right. Keys that
 * nobody asks for are ignored, so that a later minor version of the specification may add some.
 *
 * @param where the file and the path within it, for messages
 * @param code the status that a wrong value ends the process with
 */
record JsonObject(String where, Map<?, ?> values, ExitCode code) {
    static JsonObject parse(String json, String file, ExitCode code) {
        try {
            return new JsonObject(file, JSON.std.mapFrom(json), code);
        } catch (IOException e) {
            throw new InferenceException(
                    code, file + ": expected a JSON object, got " + Cut.quoted(json) + ": " + firstLine(e), e);
        }
    }

    static String write(Map<String, Object> values) {
        try {
            return JSON.std.asString(values);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number as JSON writes it best: whole ones without a fraction, so that 0 is {@code 0} in any language. */
    static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }

    String text(String key) {
        return get(key, String.class, "a string");
    }

    String text(String key, String absent) {
        return has(key) ? text(key) : absent;
    }

    /** A string turned into a value; the parser's own complaint becomes the message. */
    <T> T value(String key, Function<String, T> parser) {
        String text = text(key);
        return checked(key, () -> parser.apply(text));
    }

    <T> T value(String key, Function<String, T> parser, T absent) {
        return has(key) ? value(key, parser) : absent;
    }

    static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time with an offset such as 2026-11-21T06:00:00Z, got " + Cut.quoted(text), e);
        }
    }

    long whole(String key) {
        Number number = get(key, Number.class, "a whole number");
        if (number instanceof Long || number instanceof Integer) {
            return number.longValue();
        }
        throw wrong(key, "a whole number", number);
    }

    double real(String key) {
        return get(key, Number.class, "a number").doubleValue();
    }

    Double real(String key, Double absent) {
        return has(key) ? (Double) real(key) : absent;
    }

    boolean flag(String key, boolean absent) {
        return has(key) ? get(key, Boolean.class, "true or false") : absent;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(key)) {
            if (!(element instanceof String text)) {
                throw wrong(key, "a list of strings", element);
            }
            texts.add(text);
        }
        return texts;
    }

    List<JsonObject> objects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : list(key)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(key, "a list of objects", element);
            }
            objects.add(new JsonObject(where + ": " + key + "[" + objects.size() + "]", map, code));
        }
        return objects;
    }

    JsonObject object(String key) {
        return new JsonObject(where + ": " + key, get(key, Map.class, "an object"), code);
    }

    /** The keys with their values, each by the getter given; empty where the key is absent. */
    <T> Map<String, T> map(String key, Function<JsonObject, Function<String, T>> getter) {
        Map<String, T> map = new LinkedHashMap<>();
        if (has(key)) {
            JsonObject object = object(key);
            object.values
                    .keySet()
                    .forEach(name -> map.put((String) name, getter.apply(object).apply((String) name)));
        }
        return map;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** Runs what may refuse values with an {@link IllegalArgumentException} and says where they stand. */
    <T> T checked(String key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new InferenceException(code, where + (key.isEmpty() ? "" : ": " + key) + ": " + e.getMessage(), e);
        }
    }

    private List<?> list(String key) {
        return has(key) ? get(key, List.class, "a list") : List.of();
    }

    private <T> T get(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (!type.isInstance(value)) {
            throw wrong(key, expected, value);
        }
        return type.cast(value);
    }

    private InferenceException wrong(String key, String expected, Object value) {
        String got = value == null ? "nothing" : value instanceof String text ? Cut.quoted(text) : value.toString();
        return new InferenceException(code, where + ": " + key + ": expected " + expected + ", got " + Cut.cut(got));
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
