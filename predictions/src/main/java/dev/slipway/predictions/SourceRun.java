package dev.slipway.predictions;

import java.time.Instant;

/**
 * A run that became current, as the analytics database has it.
 *
 * @param seq its entry in {@code current_changes}
 * @param table its table in the schema {@code predictions}; null once retention has dropped it
 */
record SourceRun(long seq, long runNo, String runId, String version, Instant asOf, long rows, String table) {}
