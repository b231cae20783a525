package dev.slipway.predictions;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * A line of {@code current_changes}: from then on that run was current.
 *
 * @param seq counts the changes of a model's major version from 1, without gaps
 */
public record Change(
        ModelName model,
        int major,
        long seq,
        long runNo,
        String runId,
        ModelVersion version,
        Instant asOf,
        String reason,
        String who,
        Instant changedAt) {}
