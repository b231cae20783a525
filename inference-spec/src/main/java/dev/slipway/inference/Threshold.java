package dev.slipway.inference;

/**
 * A metric of the golden set and the bounds it must keep; at least one of them.
 *
 * @param metric {@code rmse}, {@code mae}, {@code mape}, {@code rmsle}, {@code r2}, {@code bias} or {@code accuracy}
 * @param field the output field that is measured; its truth stands in the column that {@link Manifest#actuals()} names
 * @param min the lowest value that passes, or null
 * @param max the highest value that passes, or null
 */
public record Threshold(String metric, String field, Double min, Double max) {
    public Threshold {
        if (min == null && max == null) {
            throw new IllegalArgumentException("metric " + metric + ": expected min or max, such as {max: 0.45}");
        }
    }

    /** Whether a value keeps the bounds; NaN never does. */
    public boolean passes(double value) {
        return (min == null || value >= min) && (max == null || value <= max) && !Double.isNaN(value);
    }
}
