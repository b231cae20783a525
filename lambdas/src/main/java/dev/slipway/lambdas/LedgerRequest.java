package dev.slipway.lambdas;

import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A request's members, each read in the form that it must have. Every refusal says what was wrong with which. */
record LedgerRequest(Map<String, Object> members) {
    /** Refuses members that the action does not know: a misspelt {@code to} must not roll back to another run. */
    LedgerRequest only(String... known) {
        Set<String> unknown = new TreeSet<>(members.keySet());
        unknown.remove("action");
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "expected only " + new TreeSet<>(Set.of(known)) + " beside the action, got also " + unknown);
        }
        return this;
    }

    ModelName model() {
        try {
            return new ModelName(text("model"));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("model: " + wrong.getMessage());
        }
    }

    int major() {
        return (int) number("major", 0, 1_000_000);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    long number(String name, long least, long most) {
        if (members.get(name) instanceof Number number
                && number.doubleValue() == number.longValue()
                && number.longValue() >= least
                && number.longValue() <= most) {
            return number.longValue();
        }
        throw new UsageException(
                name + ": expected a whole number from " + least + " to " + most + ", got " + received(name));
    }

    /** A text with something in it. */
    String text(String name) {
        if (members.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new UsageException(name + ": expected a text, got " + received(name));
    }

    Instant moment(String name) {
        try {
            return OffsetDateTime.parse(text(name)).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new UsageException(
                    name + ": expected a timestamp with offset such as 2026-11-20T06:00:00Z, got " + received(name));
        }
    }

    private String received(String name) {
        Object value = members.get(name);
        return value == null ? "nothing" : value instanceof String text ? '"' + text + '"' : value.toString();
    }

    /** The request is wrong; the message goes to whoever sent it. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
