package dev.slipway.predictions;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * A line of {@code hold_changes}: from then on that version was held, or no longer.
 *
 * @param seq grows with each change, with gaps: all models share the numbers
 */
public record HoldChange(
        ModelName model,
        int major,
        long seq,
        ModelVersion version,
        boolean held,
        String reason,
        String who,
        Instant changedAt) {}
