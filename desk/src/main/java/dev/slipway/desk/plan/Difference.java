package dev.slipway.desk.plan;

import dev.slipway.desk.Released;
import dev.slipway.releases.InputChange;
import dev.slipway.releases.OutputChange;
import dev.slipway.releases.OutputChange.Kind;
import dev.slipway.releases.VersionRule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How one image differs from another one of its model. */
record Difference(Released now, Released next) {
    List<OutputChange> output() {
        return VersionRule.changes(now.manifest(), next.manifest());
    }

    List<InputChange> input() {
        return InputChange.between(now.manifest(), next.manifest());
    }

    /** Whether both were measured on the same golden set, so that their metrics say which is better. */
    boolean isComparable() {
        String golden = now.manifest().goldenSha256();
        return golden != null
                && Objects.equals(golden, next.manifest().goldenSha256())
                && !now.measured().isEmpty()
                && !next.measured().isEmpty();
    }

    /** Both values by metric, those that both have; empty where they are not comparable. */
    Map<String, List<Double>> metrics() {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        if (isComparable()) {
            now.measured().forEach((metric, value) -> {
                Double after = next.measured().get(metric);
                if (after != null) {
                    metrics.put(metric, List.of(value, after));
                }
            });
        }
        return metrics;
    }

    /** {@code +1 field (confidence), -1 field (slot), viewers has another type}, or {@code same fields}. */
    String fields() {
        List<String> added = fields(Kind.ADDED_NULLABLE, Kind.ADDED_NON_NULL);
        List<String> removed = fields(Kind.REMOVED);
        List<String> words = new ArrayList<>();
        count("+", added, words);
        count("-", removed, words);
        output().stream()
                .filter(change -> !added.contains(change.field()) && !removed.contains(change.field()))
                .map(OutputChange::words)
                .forEach(words::add);
        return words.isEmpty() ? "same fields" : String.join(", ", words);
    }

    /** {@code rmse 0.41 → 0.38}, or that they cannot be compared and why. */
    String measured() {
        if (now.manifest().metrics().isEmpty() && next.manifest().metrics().isEmpty()) {
            return "no metrics";
        }
        if (!Objects.equals(now.manifest().goldenSha256(), next.manifest().goldenSha256())) {
            return "metrics not comparable (another golden set)";
        }
        if (metrics().isEmpty()) {
            return "metrics not comparable (" + unmeasured() + ")";
        }
        List<String> words = new ArrayList<>();
        metrics()
                .forEach((metric, values) ->
                        words.add(metric + " " + shown(values.get(0)) + " → " + shown(values.get(1))));
        return String.join(", ", words);
    }

    private String unmeasured() {
        Released without = now.measured().isEmpty() ? now : next;
        String version = without.version().toString();
        return without.golden()
                .filter(other -> without.measured().isEmpty())
                .map(other -> "what lies beside " + version + " is of " + other.image())
                .orElse(version + " was not measured");
    }

    private static void count(String sign, List<String> fields, List<String> words) {
        if (!fields.isEmpty()) {
            words.add(sign + fields.size() + (fields.size() == 1 ? " field (" : " fields (") + String.join(", ", fields)
                    + ")");
        }
    }

    private List<String> fields(Kind... kinds) {
        return output().stream()
                .filter(change -> List.of(kinds).contains(change.kind()))
                .map(OutputChange::field)
                .toList();
    }

    private static String shown(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value);
    }
}
