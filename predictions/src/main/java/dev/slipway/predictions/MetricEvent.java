package dev.slipway.predictions;

import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of a model in an environment as one line of CloudWatch's embedded metric format: a log event from which
 * CloudWatch makes metrics of the namespace {@code Slipway} with the dimensions {@code Environment} and {@code Model}.
 *
 * <p>Source: "Specification: Embedded metric format" in the AWS documentation.
 */
public final class MetricEvent {
    public static final String NAMESPACE = "Slipway";

    public static final List<String> DIMENSIONS = List.of("Environment", "Model");

    private final List<Map<String, String>> definitions = new ArrayList<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Instant at;

    public MetricEvent(Instant at, String environment, String model) {
        this.at = at;
        members.put(DIMENSIONS.get(0), environment);
        members.put(DIMENSIONS.get(1), model);
    }

    /** A figure; one that is no number is left out. */
    public MetricEvent put(MetricName metric, double value) {
        // CloudWatch refuses an event with a value that is no number.
        if (Double.isFinite(value)) {
            definitions.add(Map.of("Name", metric.text(), "Unit", metric.unit()));
            members.put(
                    metric.text(), value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : value);
        }
        return this;
    }

    /** Something to know that is no metric, such as the run's id; null is left out. */
    public MetricEvent property(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** One line of JSON, without its end. */
    public String toJson() {
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", NAMESPACE);
        directive.put("Dimensions", List.of(DIMENSIONS));
        directive.put("Metrics", definitions);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("_aws", Map.of("Timestamp", at.toEpochMilli(), "CloudWatchMetrics", List.of(directive)));
        event.putAll(members);
        return JsonWriter.string(event);
    }
}
