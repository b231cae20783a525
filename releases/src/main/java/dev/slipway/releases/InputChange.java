package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One difference between the inputs of two versions of a model. It is no part of the version's number, but whoever makes
 * the input has to know: one that asks for more ends the next run with 65 where the input stays as it is.
 */
public record InputChange(Kind kind, String field) {
    /** What changed, and whether input as it was is refused from then on. */
    public enum Kind {
        ADDED(true, "is read from now on"),
        REMOVED(false, "is no longer read"),
        RETYPED(true, "has another type"),
        NOW_NON_NULL(true, "may no longer be empty"),
        NOW_NULLABLE(false, "may be empty from now on"),
        NOW_FINITE(true, "may no longer be NaN or infinite"),
        NOW_NON_FINITE(false, "may be NaN or infinite from now on");

        private final boolean asksForMore;
        private final String words;

        Kind(boolean asksForMore, String words) {
            this.asksForMore = asksForMore;
            this.words = words;
        }
    }

    /** How a version's input differs from an earlier one's: the old fields in their order, then the new ones. */
    public static List<InputChange> between(Manifest before, Manifest after) {
        Map<String, Field> left = byName(before);
        Map<String, Field> right = byName(after);
        List<InputChange> changes = new ArrayList<>();
        before.input().forEach(field -> compare(field, right.get(field.name()), changes));
        after.input().stream()
                .filter(field -> !left.containsKey(field.name()))
                .forEach(field -> changes.add(new InputChange(Kind.ADDED, field.name())));
        return List.copyOf(changes);
    }

    /** Whether input that was good may now be refused. */
    public boolean asksForMore() {
        return kind.asksForMore;
    }

    /** For a person: {@code input field slot may no longer be empty}. */
    @Override
    public String toString() {
        return "input field " + field + " " + kind.words;
    }

    private static void compare(Field before, Field after, List<InputChange> changes) {
        if (after == null) {
            changes.add(new InputChange(Kind.REMOVED, before.name()));
            return;
        }
        if (before.type() != after.type()) {
            changes.add(new InputChange(Kind.RETYPED, before.name()));
        }
        if (before.nullable() != after.nullable()) {
            changes.add(new InputChange(after.nullable() ? Kind.NOW_NULLABLE : Kind.NOW_NON_NULL, before.name()));
        }
        if (before.nonFinite() != after.nonFinite() && before.type() == after.type()) {
            changes.add(new InputChange(after.nonFinite() ? Kind.NOW_NON_FINITE : Kind.NOW_FINITE, before.name()));
        }
    }

    private static Map<String, Field> byName(Manifest manifest) {
        return manifest.input().stream().collect(Collectors.toMap(Field::name, Function.identity()));
    }
}
