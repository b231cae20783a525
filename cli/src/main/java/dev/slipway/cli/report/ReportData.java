package dev.slipway.cli.report;

import java.util.List;

/**
 * Everything the report tells.
 *
 * @param synthetic whether the input was generated; the page says so wherever it shows figures of it
 * @param notices what the reader must know before believing the rest, such as two versions that differ
 * @param counts rows read, predicted, and so on
 * @param manifest the manifest's JSON, for reading
 */
public record ReportData(
        String model,
        String version,
        String description,
        boolean synthetic,
        List<String> notices,
        List<Fact> counts,
        List<Fact> facts,
        List<Measured> metrics,
        Findings findings,
        Preview preview,
        List<Fact> lineage,
        String manifest,
        List<Step> steps) {}
