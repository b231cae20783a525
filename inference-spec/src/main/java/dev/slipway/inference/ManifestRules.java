package dev.slipway.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the parts of a manifest; every rule broken is named at once. */
final class ManifestRules {
    private static final Pattern VARIABLE = Pattern.compile("(?!SLIPWAY_)[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final List<String> broken = new ArrayList<>();
    private final Map<String, Field> input = new HashMap<>();
    private final Map<String, Field> output = new HashMap<>();

    private ManifestRules() {}

    static void check(
            List<String> key,
            List<Field> input,
            List<Field> output,
            Map<String, String> actuals,
            String goldenSha256,
            List<Threshold> metrics,
            double tolerance,
            List<String> variables) {
        ManifestRules rules = new ManifestRules();
        rules.fields(input, rules.input, "input");
        rules.fields(output, rules.output, "output");
        rules.key(key);
        rules.actuals(actuals);
        rules.metrics(metrics, actuals);
        rules.variables(variables);
        rules.demand(
                goldenSha256 == null || goldenSha256.matches("[0-9a-f]{64}"),
                "goldenSha256: expected 64 hexadecimal digits, got \"" + goldenSha256 + '"');
        rules.demand(
                tolerance >= 0 && tolerance < 1, "tolerance: expected a share such as 1e-9 or 0, got " + tolerance);
        if (!rules.broken.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", rules.broken));
        }
    }

    private void variables(List<String> variables) {
        Set<String> seen = new HashSet<>();
        for (String name : variables) {
            demand(seen.add(name), "variables: " + name + " stands twice");
            demand(
                    VARIABLE.matcher(name).matches(),
                    "variables: expected a name of the model's own such as HORIZON_DAYS, got \"" + name + '"');
        }
    }

    private void fields(List<Field> fields, Map<String, Field> byName, String which) {
        demand(!fields.isEmpty(), which + ": expected at least one field, got none");
        for (Field field : fields) {
            demand(byName.put(field.name(), field) == null, which + ": field " + field.name() + " stands twice");
        }
    }

    private void key(List<String> key) {
        demand(!key.isEmpty(), "key: expected the fields that name a row, got none");
        Set<String> seen = new HashSet<>();
        for (String name : key) {
            Field in = input.get(name);
            Field out = output.get(name);
            demand(seen.add(name), "key: field " + name + " stands twice");
            if (in == null || out == null) {
                demand(false, "key: field " + name + " must be an input and an output field");
            } else {
                demand(in.type() == out.type(), "key: field " + name + " must have one type in input and output");
                demand(!in.nullable() && !out.nullable(), "key: field " + name + " must not be nullable");
                demand(!in.nonFinite() && !out.nonFinite(), "key: field " + name + " must be finite");
            }
        }
    }

    private void actuals(Map<String, String> actuals) {
        Set<String> columns = new HashSet<>();
        actuals.forEach((field, column) -> {
            demand(output.containsKey(field), "actuals: " + field + " is not an output field");
            demand(
                    !input.containsKey(column),
                    "actuals: column " + column + " is an input field; the model would see it");
            demand(columns.add(column), "actuals: column " + column + " stands twice");
        });
    }

    private void metrics(List<Threshold> metrics, Map<String, String> actuals) {
        Set<String> seen = new HashSet<>();
        for (Threshold threshold : metrics) {
            String where = "metrics: " + threshold.metric();
            demand(seen.add(threshold.metric()), where + " stands twice");
            Field field = output.get(threshold.field());
            demand(
                    field != null && actuals.containsKey(threshold.field()),
                    where + ": field " + threshold.field() + " must be an output field that actuals names");
            Metric metric = Metric.named(threshold.metric());
            demand(metric != null, where + ": expected one of " + Metric.NAMES);
            demand(
                    metric == null || field == null || metric.fits(field.type()),
                    where + ": does not suit field " + threshold.field());
        }
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
