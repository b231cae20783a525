package dev.slipway.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** The product's own metrics, as runs and functions write them. */
record Figures(String environment) {
    static final String NAMESPACE = "Slipway";

    /** @param statistic such as {@code Maximum}; an alarm looks at one value per period */
    IMetric of(String model, String name, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensionsMap(new TreeMap<>(Map.of("Environment", environment, "Model", model)))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
