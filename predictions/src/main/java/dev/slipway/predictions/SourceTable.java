package dev.slipway.predictions;

import java.util.Map;

/**
 * A run's table as it really is.
 *
 * @param file which file it is, so that a rewritten one is noticed
 * @param columns and their types
 */
record SourceTable(String file, long blocks, Map<String, String> columns) {}
