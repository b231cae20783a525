package dev.slipway.cli.report;

import java.util.List;

/**
 * Forecast against actual.
 *
 * @param field the output field that was forecast
 * @param actual the input's column with the truth
 * @param points a sample of the rows: actual, forecast
 * @param rows how many rows have both
 */
public record Scatter(String field, String actual, List<double[]> points, long rows) {
    static final int POINTS = 1_500;

    public Scatter {
        points = List.copyOf(points);
    }

    /** One axis for both directions, so that the diagonal is where forecast and actual agree. */
    Axis axis() {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double[] values = points.stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .sorted()
                .toArray();
        min = values[0];
        max = values[values.length - 1];
        double median = values[values.length / 2];
        return Axis.around(min, max, min > 0 && max / median > 20);
    }
}
