package dev.slipway.predictions;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * A run as the ledger has it.
 *
 * @param state {@code started} (not published, or not yet), {@code published}, or {@code dropped} by retention
 * @param rows rows published; null before
 * @param duplicates rows left out because an earlier row had their key; null before
 * @param table the run's table in the schema predictions; null before
 * @param publishedAt null before
 * @param heldReason why it did not become current when it was published; null where it did
 * @param outcome of the latest attempt: {@code running}, {@code succeeded}, {@code failed}, or {@code lost} where
 *     nothing was heard of it until its deadline
 * @param exitCode the latest attempt's; null while it runs or where it is lost
 * @param reason why the latest attempt failed; null where it did not
 */
public record RunEntry(
        long runNo,
        String runId,
        ModelName model,
        ModelVersion version,
        Instant asOf,
        String state,
        Long rows,
        Long duplicates,
        String table,
        Instant publishedAt,
        String heldReason,
        String outcome,
        Integer exitCode,
        String reason) {}
