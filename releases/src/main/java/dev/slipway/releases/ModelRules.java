package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Threshold;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of {@code model.yaml} that need more than one key. A part that is null was wrong and has been reported. */
record ModelRules(Section file, List<String> key, List<Field> input, List<Field> output, Map<String, String> actuals) {
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.INT, FieldType.LONG, FieldType.DOUBLE);

    void check(String golden, List<Metric> metrics) {
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
        }
    }

    private void checkActual(String name, String column) {
        if (field(output, name) == null) {
            file.report("actuals", "expected output fields, got \"" + name + '"' + NearMiss.hint(name, names(output)));
        }
        if (field(input, column) != null) {
            file.report(
                    "actuals",
                    "expected a column that the model does not read, got \"" + column
                            + "\", an input field: the model would be given the answer");
        }
    }

    private void checkMetric(Metric metric) {
        String measured = measured(metric);
        if (measured == null) {
            file.report(
                    "metrics",
                    metric.name() + ": expected a field to measure such as {max: 0.45, field: viewers}, "
                            + "got none; actuals name "
                            + (actuals.isEmpty() ? "none" : String.join(", ", actuals.keySet())));
        } else if (!actuals.containsKey(measured)) {
            file.report(
                    "metrics",
                    metric.name() + ": expected a field that has an actual such as actuals: {" + measured + ": actual_"
                            + measured + "}, got \"" + measured + '"');
        } else if (field(output, measured) != null
                && !metric.name().equals("accuracy")
                && !NUMBERS.contains(field(output, measured).type())) {
            file.report(
                    "metrics",
                    metric.name() + ": expected a field of numbers, got \"" + measured + "\", a "
                            + field(output, measured).type().word() + "; accuracy measures those");
        }
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
