package dev.slipway.cli.report;

import java.util.Arrays;
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
        double[] values =
                points.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double[] aboveZero = Arrays.stream(values).filter(value -> value > 0).toArray();
        double median = values[values.length / 2];
        double max = values[values.length - 1];
        boolean logarithmic = Axis.heavyTailed(median, max, 1 - aboveZero.length / (double) values.length);
        return Axis.around(logarithmic ? aboveZero[0] : values[0], max, logarithmic);
    }
}
