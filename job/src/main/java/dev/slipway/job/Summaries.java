package dev.slipway.job;

import dev.slipway.inference.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the summary from the facts. */
final class Summaries {
    private Summaries() {}

    static RunSummary of(JobSettings settings, Manifest manifest, RunFacts facts, List<RunSummary.StepTime> steps) {
        Map<String, Long> rejects = new LinkedHashMap<>();
        facts.map("rejects").forEach((code, rows) -> rejects.put(code, ((Number) rows).longValue()));
        Map<String, Double> metrics = new LinkedHashMap<>();
        facts.map("metrics").forEach((name, value) -> metrics.put(name, ((Number) value).doubleValue()));
        return new RunSummary(
                manifest.name(),
                manifest.version(),
                settings.runId(),
                settings.asOf(),
                facts.text("runtime"),
                facts.text("image"),
                facts.text("imageDigest"),
                facts.text("inputSha256"),
                facts.number("inputBytes"),
                facts.number("rowsRead"),
                facts.number("rowsPredicted"),
                facts.number("rowsRejected"),
                rejects,
                metrics,
                facts.number("rowsPublished"),
                facts.number("duplicates"),
                Boolean.parseBoolean(facts.text("current")),
                facts.text("heldReason"),
                Boolean.parseBoolean(facts.text("already")),
                facts.text("table"),
                steps,
                settings.in(),
                settings.out(),
                facts.text("artifacts"));
    }
}
