package dev.slipway.predictions;

import java.util.List;
import java.util.Map;

/**
 * What a run's manifest says of its rows.
 *
 * @param key the fields that name a row
 * @param types of the output fields, as PostgreSQL writes them, in the manifest's order
 */
record RunFields(String version, List<String> key, Map<String, String> types) {}
