package dev.slipway.desk;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON object that a program has left or answered; every refusal names it and the member.
 *
 * @param place where it lies or who answered it, for messages
 */
public record JsonFile(String place, Map<String, Object> members) {
    private static final int LONGEST = 80;

    /** @throws InferenceException 65 where it is no JSON object */
    public static JsonFile read(String place, String text) {
        try {
            return new JsonFile(place, JSON.std.mapFrom(text));
        } catch (IOException | RuntimeException unreadable) {
            throw wrong(place + ": expected a JSON object, got \"" + cut(text) + '"', unreadable);
        }
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    public String text(String name) {
        if (!has(name)) {
            throw wrong(place + ": " + name + ": expected a value, got nothing", null);
        }
        return members.get(name).toString();
    }

    public long number(String name) {
        if (members.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw wrong(place + ": " + name + ": expected a number, got " + members.get(name), null);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    public Instant time(String name) {
        return parse(name, Instant::parse);
    }

    public ModelName model() {
        return parse("model", ModelName::new);
    }

    public ModelVersion version() {
        return parse("version", ModelVersion::parse);
    }

    @SuppressWarnings("unchecked")
    public JsonFile object(String name) {
        if (members.get(name) instanceof Map<?, ?> map) {
            return new JsonFile(place + ": " + name, (Map<String, Object>) map);
        }
        throw wrong(place + ": " + name + ": expected an object, got " + members.get(name), null);
    }

    /** Throws what a function answers in place of what it was asked for: {@code {"error": {"exitCode", "message"}}}. */
    public void refuseError() {
        if (members.get("error") instanceof Map<?, ?> error) {
            throw new InferenceException(
                    error.get("exitCode") instanceof Number code ? ExitCode.of(code.intValue()) : ExitCode.DEFECT,
                    String.valueOf(error.get("message")));
        }
    }

    private <T> T parse(String name, Function<String, T> parser) {
        String text = text(name);
        try {
            return parser.apply(text);
        } catch (RuntimeException bad) {
            throw wrong(place + ": " + name + ": " + bad.getMessage(), bad);
        }
    }

    private static InferenceException wrong(String message, Exception cause) {
        return new InferenceException(ExitCode.BAD_DATA, message, cause);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
