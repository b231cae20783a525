package dev.slipway.inference;

import java.time.Instant;
import java.util.Map;

/**
 * What a verb did: {@code report.json} in the output folder. It tells times and so differs from run to run.
 *
 * @param verb {@code predict} or {@code validate}
 * @param runId the request's run id; null for {@code validate}
 * @param rejects rows rejected by code ({@code missing}, {@code type}, …), see SPEC.md, "Rejects"
 * @param ignoredColumns columns of the input that the manifest does not name, in their order
 * @param metrics measured values by metric name; {@code validate} always, {@code predict} where the input has actuals
 * @param passed whether every metric kept its threshold; always true for {@code predict}
 */
public record Report(
        String spec,
        String verb,
        ModelName model,
        ModelVersion version,
        String runId,
        Instant started,
        Instant ended,
        long rowsRead,
        long rowsPredicted,
        long rowsRejected,
        Map<String, Long> rejects,
        java.util.List<String> ignoredColumns,
        Map<String, Double> metrics,
        boolean passed) {
    /** The report's name in the output folder. */
    public static final String FILE = "report.json";

    public static Report parse(String json) {
        throw new IllegalStateException("in work");
    }

    public String toJson() {
        throw new IllegalStateException("in work");
    }
}
