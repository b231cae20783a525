package dev.slipway.lambdas;

import dev.slipway.inference.ModelName;
import dev.slipway.predictions.MetricEvent;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes figures to stdout, which is the function's log, whence CloudWatch takes them. Lambda leaves a line that is JSON
 * as it is, also where it writes its own log as JSON.
 *
 * @param environment null where there are no metrics
 */
record Metrics(String environment) {
    static Metrics of(Map<String, String> environment) {
        return new Metrics(environment.get("SLIPWAY_ENVIRONMENT"));
    }

    void put(ModelName model, Consumer<MetricEvent> figures) {
        put(model.value(), figures);
    }

    void put(String model, Consumer<MetricEvent> figures) {
        if (environment != null) {
            MetricEvent event = new MetricEvent(Instant.now(), environment, model);
            figures.accept(event);
            // In one piece, so that it stays one event.
            System.out.print(event.toJson() + "\n");
            System.out.flush();
        }
    }
}
