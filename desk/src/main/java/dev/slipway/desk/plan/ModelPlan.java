package dev.slipway.desk.plan;

import dev.slipway.desk.Released;
import dev.slipway.releases.Copy;
import dev.slipway.releases.InputChange;
import dev.slipway.releases.OutputChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One model in one environment: what changes, told in a sentence, and what stands against it. */
public final class ModelPlan {
    private static final int DIGITS = "sha256:".length() + 12;

    private final Edited edited;
    private final Optional<Released> next;
    private final Optional<Difference> difference;
    private final List<Broken> broken;
    private final String reference;

    ModelPlan(Edited edited, Facts facts) {
        this.edited = edited;
        this.next = facts.next();
        this.difference = facts.now()
                .filter(now -> !edited.isSameVersion())
                .flatMap(now -> next.map(image -> new Difference(now, image)));
        this.broken = Rules.broken(edited, facts);
        this.reference = facts.reference();
    }

    /** The rules that it breaks; empty where it may go ahead. */
    public List<Broken> broken() {
        return broken;
    }

    /** What is good to know and breaks nothing. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (edited.goesBack()) {
            notes.add("goes back to an earlier version");
        }
        leaves().ifPresent(table ->
                notes.add((edited.release().copy().isEmpty() ? "is copied no more; " : "is copied to another table; ")
                        + table + " stays as the last copy left it"));
        if (next.isPresent() && next.get().immutable().isEmpty()) {
            notes.add("nobody knows whether " + reference + " may be overwritten: its registry cannot be asked");
        }
        difference.ifPresent(found -> found.input().stream()
                .filter(InputChange::asksForMore)
                .forEach(change -> notes.add(change + ": input that lacks it ends the run with 65")));
        return notes;
    }

    /** {@code audience-forecast 1.0.0 → 1.1.0 in staging: +1 field (confidence), copy unaffected, …, sha256:ab12…}. */
    public String sentence() {
        String what = edited.model() + " "
                + edited.from()
                        .filter(from -> !edited.isSameVersion())
                        .map(from -> from + " → ")
                        .orElse("")
                + edited.release().version() + (edited.from().isEmpty() ? " new" : "") + " in " + edited.environment();
        List<String> parts = new ArrayList<>();
        if (next.isEmpty()) {
            parts.add("not in the registry");
        } else {
            if (!edited.isSameVersion()) {
                parts.add(difference
                        .map(Difference::fields)
                        .orElse(next.get().manifest().output().size() + " fields"));
            }
            if (!edited.settings().isEmpty()) {
                parts.add("other " + String.join(" and ", edited.settings()));
            }
            parts.add(copy());
            difference.map(Difference::measured).ifPresent(parts::add);
            String digest = next.get().digest();
            parts.add(digest.length() > DIGITS ? digest.substring(0, DIGITS) + "…" : digest);
        }
        return what + ": " + String.join(", ", parts);
    }

    /** The same with all that is known, in a shape that stays. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("environment", edited.environment());
        json.put("model", edited.model().value());
        json.put("from", edited.from().map(Object::toString).orElse(null));
        json.put("to", edited.release().version().toString());
        json.put("digest", next.map(Released::digest).orElse(null));
        json.put(
                "output",
                difference.map(Difference::output).orElse(List.of()).stream()
                        .map(ModelPlan::json)
                        .toList());
        json.put(
                "input",
                difference.map(Difference::input).orElse(List.of()).stream()
                        .map(change -> Map.of("kind", change.kind().name(), "field", change.field()))
                        .toList());
        json.put("settings", edited.settings());
        json.put("copy", copy());
        json.put("comparable", difference.map(Difference::isComparable).orElse(false));
        json.put("metrics", metrics());
        json.put("sentence", sentence());
        json.put("notes", notes());
        json.put("broken", broken.stream().map(Broken::json).toList());
        return json;
    }

    private Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        difference.map(Difference::metrics).orElse(Map.of()).forEach((metric, values) -> {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("from", values.get(0));
            both.put("to", values.get(1));
            metrics.put(metric, both);
        });
        return metrics;
    }

    private String copy() {
        if (edited.release().copy().isEmpty()) {
            return "no copy";
        }
        Copy copy = edited.release().copy().get();
        if (broken.stream()
                .anyMatch(rule -> rule.rule().equals("copy") || rule.rule().equals("table"))) {
            return "copy broken";
        }
        if (edited.isOtherMajor() || edited.from().isEmpty()) {
            return "copy to its own table " + copy.table();
        }
        List<String> touched = difference.map(Difference::output).orElse(List.of()).stream()
                .map(OutputChange::field)
                .filter(copy.fields()::contains)
                .distinct()
                .toList();
        return !touched.isEmpty()
                ? "copy affected (" + String.join(", ", touched) + ")"
                : edited.settings().contains("copy") ? "copy affected" : "copy unaffected";
    }

    /** Where the copies of the same major went, and no longer do. */
    private Optional<String> leaves() {
        return edited.tableBefore().filter(table -> !edited.isOtherMajor()).filter(table -> edited.release()
                .copy()
                .filter(copy -> copy.table().equals(table))
                .isEmpty());
    }

    private static Map<String, Object> json(OutputChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", change.kind().name());
        json.put("field", change.field());
        json.put("bump", change.bump().name());
        return json;
    }
}
