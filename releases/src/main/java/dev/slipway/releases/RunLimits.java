package dev.slipway.releases;

import dev.slipway.inference.RejectLimit;
import java.util.OptionalDouble;

/**
 * When a run is not to become current.
 *
 * @param rejects more rejected rows than this, and the run fails
 * @param minRows fewer rows than this, and the run is held
 * @param rowChange a number of rows that differs from the current run's by more than this share (0.30 for {@code 30%}),
 *     and the run is held; empty where the number may change at will
 */
public record RunLimits(RejectLimit rejects, long minRows, OptionalDouble rowChange) {}
