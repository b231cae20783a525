package dev.slipway.cli.report;

import dev.slipway.inference.Threshold;

/**
 * A metric and what was measured.
 *
 * @param golden its value on the golden set; null where it was not measured
 * @param run its value on this run's input, where that holds the actuals; otherwise null
 */
public record Measured(Threshold threshold, Double golden, Double run) {
    public boolean passed() {
        return golden != null && threshold.passes(golden);
    }
}
