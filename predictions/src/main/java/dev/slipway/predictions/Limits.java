package dev.slipway.predictions;

import java.util.OptionalDouble;

/**
 * What a run must keep to become current, and how many runs stay.
 *
 * @param minRows fewest rows; 0 for no limit, though an empty run never becomes current
 * @param rowChange how far the number of rows may be from the current run's, as a share of those: 0.30 for 30 %
 * @param keep how many runs of a major version keep their tables, 2 to 200
 */
public record Limits(long minRows, OptionalDouble rowChange, int keep) {
    public Limits {
        if (minRows < 0) {
            throw new IllegalArgumentException("minRows: expected a number of rows such as 1000, got " + minRows);
        }
        if (rowChange.isPresent() && !(rowChange.getAsDouble() >= 0 && Double.isFinite(rowChange.getAsDouble()))) {
            throw new IllegalArgumentException(
                    "rowChange: expected a share such as 0.30, got " + rowChange.getAsDouble());
        }
        if (keep < 2 || keep > 200) {
            throw new IllegalArgumentException("keep: expected 2 to 200 runs, got " + keep);
        }
    }
}
