package dev.slipway.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What something took, in seconds. */
public record Cost(double wall, double cpu) {
    /** Of each figure the one in the middle. */
    static Cost median(List<Cost> costs) {
        return new Cost(median(costs, Cost::wall), median(costs, Cost::cpu));
    }

    public static <T> double median(List<T> costs, ToDoubleFunction<T> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
