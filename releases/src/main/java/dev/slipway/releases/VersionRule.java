package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.OutputChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules of a bump. Versions of one major share a table, so a minor version may only append nullable output fields;
 * anything that could break a reader is a major version, with a table of its own. This holds for 0.x as well, since
 * that shares a table too. The input is between the model and its feed and does not count.
 */
public final class VersionRule {
    private VersionRule() {}

    /** How a version's output differs from an earlier one's: the key, then the old fields, then the new ones. */
    public static List<OutputChange> changes(Manifest before, Manifest after) {
        List<OutputChange> changes = new ArrayList<>();
        if (!before.key().equals(after.key())) {
            changes.add(new OutputChange(Kind.KEY, String.join(", ", after.key())));
        }
        Map<String, Field> left = byName(before);
        Map<String, Field> right = byName(after);
        left.values().forEach(field -> compare(field, right.get(field.name()), changes));
        moved(left, right).forEach(name -> changes.add(new OutputChange(Kind.MOVED, name)));
        right.values().stream()
                .filter(field -> !left.containsKey(field.name()))
                .forEach(field -> changes.add(
                        new OutputChange(field.nullable() ? Kind.ADDED_NULLABLE : Kind.ADDED_NON_NULL, field.name())));
        return List.copyOf(changes);
    }

    /** The part of the version that must rise; a patch where the output is the same. */
    public static Bump required(Manifest before, Manifest after) {
        return changes(before, after).stream()
                .map(OutputChange::bump)
                .max(Bump::compareTo)
                .orElse(Bump.PATCH);
    }

    /** The smallest version above the earlier one whose number says what the output changes. */
    public static ModelVersion smallest(Manifest before, Manifest after) {
        return required(before, after).above(before.version());
    }

    /**
     * What is wrong with a version's number, given what its output changes; empty where it is right.
     *
     * @throws IllegalArgumentException where the manifests are not of one model
     */
    public static List<String> violations(Manifest before, Manifest after) {
        if (!before.name().equals(after.name())) {
            throw new IllegalArgumentException(
                    "expected two versions of one model, got " + before.name() + " and " + after.name());
        }
        String versions = before.version() + " to " + after.version();
        if (after.version().compareTo(before.version()) <= 0) {
            return List.of("expected a version above " + before.version() + ", got " + after.version());
        }
        Bump raised = Bump.between(before.version(), after.version());
        return changes(before, after).stream()
                .filter(change -> change.bump().compareTo(raised) > 0)
                .map(change -> versions + " is a " + Word.of(raised) + " version, but " + change)
                .toList();
    }

    private static void compare(Field before, Field after, List<OutputChange> changes) {
        if (after == null) {
            changes.add(new OutputChange(Kind.REMOVED, before.name()));
            return;
        }
        if (before.type() != after.type()) {
            changes.add(new OutputChange(Kind.RETYPED, before.name()));
        }
        if (before.nullable() != after.nullable()) {
            changes.add(new OutputChange(after.nullable() ? Kind.NOW_NULLABLE : Kind.NOW_NON_NULL, before.name()));
        }
        if (before.nonFinite() != after.nonFinite() && before.type() == after.type()) {
            changes.add(new OutputChange(after.nonFinite() ? Kind.NOW_NON_FINITE : Kind.NOW_FINITE, before.name()));
        }
    }

    /** The kept fields that do not stand where they stood, behind none but kept fields. */
    private static List<String> moved(Map<String, Field> before, Map<String, Field> after) {
        List<String> kept = before.keySet().stream().filter(after::containsKey).toList();
        List<String> now = List.copyOf(after.keySet());
        return kept.stream()
                .filter(name -> now.indexOf(name) != kept.indexOf(name))
                .toList();
    }

    private static Map<String, Field> byName(Manifest manifest) {
        return manifest.output().stream()
                .collect(Collectors.toMap(Field::name, field -> field, (first, second) -> first, LinkedHashMap::new));
    }
}
