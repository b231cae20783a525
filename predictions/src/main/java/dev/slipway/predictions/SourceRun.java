package dev.slipway.predictions;

/**
 * A run that became current, as the analytics database has it.
 *
 * @param seq its entry in {@code current_changes}
 * @param asOf as PostgreSQL writes it: a copy hands it on and does not reckon with it
 * @param table its table in the schema {@code predictions}; null once retention has dropped it
 */
record SourceRun(long seq, long runNo, String runId, String version, String asOf, long rows, String table) {}
