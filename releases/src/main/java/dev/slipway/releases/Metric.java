package dev.slipway.releases;

import dev.slipway.inference.FieldType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A metric as {@code model.yaml} has it, before it is known which field it measures.
 *
 * @param field null where the file leaves it to the only actual
 */
record Metric(String name, String field, Double min, Double max) {
    static final Set<String> NAMES = new TreeSet<>(Set.of("rmse", "mae", "mape", "rmsle", "r2", "bias", "accuracy"));

    Metric {
        if (min == null && max == null) {
            throw new IllegalArgumentException("expected min or max such as {max: 0.45}, got neither");
        }
        if (min != null && max != null && min > max) {
            throw new IllegalArgumentException("expected min at most max, got min " + min + " and max " + max);
        }
    }

    /** Whether the metric makes sense for a field: equality for what is exact, differences for numbers. */
    boolean fits(FieldType type) {
        boolean number = type == FieldType.INT || type == FieldType.LONG || type == FieldType.DOUBLE;
        return name.equals("accuracy") ? type != FieldType.DOUBLE : number;
    }

    static List<Metric> all(Value value) {
        return value.section().all("{max: 0.45}", Metric::metric);
    }

    private static Metric metric(String name, Value value) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("unknown metric, expected one of " + String.join(", ", NAMES)
                    + ", got \"" + name + '"' + NearMiss.hint(name, NAMES));
        }
        Section section = value.section();
        String field = section.take("field", "viewers", null, Value::text);
        Double min = section.take("min", "0.8", null, Value::number);
        Double max = section.take("max", "0.45", null, Value::number);
        return section.build(() -> new Metric(name, field, min, max));
    }
}
