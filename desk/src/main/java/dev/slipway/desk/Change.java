package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * From then on that run was current.
 *
 * @param seq counts the changes of a model's major version from 1, without gaps
 * @param reason {@code published}, or what a person gave for a rollback
 * @param who the database role of the job, or the person
 */
public record Change(
        ModelName model,
        int major,
        long seq,
        String runId,
        ModelVersion version,
        Instant asOf,
        String reason,
        String who,
        Instant at) {}
