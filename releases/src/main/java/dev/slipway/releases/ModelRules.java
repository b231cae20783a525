package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.Threshold;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of {@code model.yaml} that need more than one key. A part that is null was wrong and has been reported. */
record ModelRules(Section file, List<String> key, List<Field> input, List<Field> output, Map<String, String> actuals) {
    /** Columns that PostgreSQL or the prediction store keep for themselves in every table. */
    private static final Set<String> TAKEN =
            Set.of("run_no", "slipway_run", "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    void check(String golden, List<Metric> metrics) {
        if (output != null) {
            names(output).stream().filter(TAKEN::contains).sorted().forEach(this::taken);
        }
        if (key != null && key.isEmpty()) {
            file.report("key", "expected at least one field such as [programme_id, air_date], got none");
        }
        if (key != null && input != null && output != null) {
            key.forEach(this::checkKey);
        }
        if (input != null && output != null && actuals != null) {
            actuals.forEach(this::checkActual);
        }
        if (metrics != null && output != null && actuals != null) {
            metrics.forEach(this::checkMetric);
        }
        if (metrics != null && !metrics.isEmpty() && !file.has("golden")) {
            file.report("golden", "missing, metrics are measured on a golden set; expected such as golden: golden.csv");
        }
    }

    private void taken(String name) {
        file.report(
                "output",
                name,
                "expected a name that tables do not keep for themselves, such as " + name + "_value, got \"" + name
                        + '"');
    }

    private void checkKey(String name) {
        Field in = field(input, name);
        Field out = field(output, name);
        if (in == null || out == null) {
            String where = in == null && out == null ? "neither" : in == null ? "only the output" : "only the input";
            file.report(
                    "key",
                    "expected fields of both input and output, got \"" + name + "\", which " + where + " has"
                            + NearMiss.hint(name, names(output)));
        } else if (in.type() != out.type()) {
            file.report(
                    "key",
                    "expected fields of one type, got \"" + name + "\", "
                            + in.type().word() + " in the input and "
                            + out.type().word() + " in the output");
        } else if (in.nullable() || out.nullable()) {
            file.report("key", "expected fields that are never null, got \"" + name + "\", which is nullable");
        } else if (in.nonFinite() || out.nonFinite()) {
            file.report("key", "expected fields that are always finite, got \"" + name + "\", which is nonFinite");
        }
    }

    private void checkActual(String name, String column) {
        if (field(output, name) == null) {
            actual(name, "expected an output field, got \"" + name + '"' + NearMiss.hint(name, names(output)));
        }
        if (field(input, column) != null) {
            actual(
                    name,
                    "expected a column that the model does not read, got \"" + column
                            + "\", an input field: the model would be given the answer");
        }
        if (Collections.frequency(actuals.values(), column) > 1) {
            actual(name, "expected a column of its own, got \"" + column + "\", which stands there twice");
        }
    }

    private void actual(String name, String problem) {
        file.report("actuals", name, problem);
    }

    private void checkMetric(Metric metric) {
        String measured = measured(metric);
        if (measured == null) {
            metric(
                    metric,
                    "expected a field to measure such as {max: 0.45, field: viewers}, got none; actuals name "
                            + (actuals.isEmpty() ? "none" : String.join(", ", actuals.keySet())));
        } else if (!actuals.containsKey(measured)) {
            metric(
                    metric,
                    "expected a field that has an actual such as actuals: {" + measured + ": actual_" + measured
                            + "}, got \"" + measured + '"' + NearMiss.hint(measured, actuals.keySet()));
        } else if (field(output, measured) != null
                && !metric.fits(field(output, measured).type())) {
            metric(
                    metric,
                    "expected a field of numbers (for accuracy: of anything but double), got \"" + measured + "\", a "
                            + field(output, measured).type().word());
        }
    }

    private void metric(Metric metric, String problem) {
        file.report("metrics", metric.name(), problem);
    }

    Threshold threshold(Metric metric) {
        return new Threshold(metric.name(), measured(metric), metric.min(), metric.max());
    }

    /** The field that the metric names, or else the only one that has an actual. */
    private String measured(Metric metric) {
        boolean only = metric.field() == null && actuals.size() == 1;
        return only ? actuals.keySet().iterator().next() : metric.field();
    }

    private static Field field(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Set<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).collect(Collectors.toSet());
    }
}
