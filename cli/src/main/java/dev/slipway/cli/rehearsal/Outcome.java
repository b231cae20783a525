package dev.slipway.cli.rehearsal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.report.Preview;
import dev.slipway.cli.report.Step;
import dev.slipway.job.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal that ended well has done.
 *
 * @param why which runtime ran the image, and why
 * @param metrics of the golden set, by name
 * @param preview the first rows that the application sees; null where nothing is copied
 * @param analyticsUrl how to connect to the databases that were kept; null where they are gone
 */
public record Outcome(
        RunSummary run,
        String why,
        Map<String, Double> metrics,
        long rowsCopied,
        Preview preview,
        List<Step> steps,
        Path report,
        String analyticsUrl,
        String applicationUrl) {
    /** One JSON object, one line. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", run.model().value());
        json.put("version", run.version().toString());
        json.put("runId", run.runId());
        json.put("asOf", run.asOf().toString());
        json.put("runtime", run.runtime());
        json.put("runtimeReason", why);
        json.put("image", run.image());
        json.put("imageDigest", run.imageDigest());
        json.put("rowsRead", run.rowsRead());
        json.put("rowsPredicted", run.rowsPredicted());
        json.put("rowsRejected", run.rowsRejected());
        json.put("rowsPublished", run.rowsPublished());
        json.put("rowsCopied", rowsCopied);
        json.put("metrics", metrics);
        List<Object> told = new ArrayList<>();
        for (Step step : steps) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", step.name());
            entry.put("seconds", step.seconds());
            entry.put("rows", step.rows());
            told.add(entry);
        }
        json.put("steps", told);
        json.put("report", report.toString());
        json.put("analyticsUrl", analyticsUrl);
        json.put("applicationUrl", applicationUrl);
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
