package dev.slipway.inference;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verb did: {@code report.json} in the output folder. It tells times and so differs from run to run.
 *
 * @param verb {@code predict} or {@code validate}
 * @param runId the request's run id; null for {@code validate}
 * @param rejects rows rejected by code ({@code missing}, {@code type}, …), see SPEC.md, "Rejects"
 * @param ignoredColumns columns of the input that the manifest does not name, in their order
 * @param metrics measured values by metric name; {@code validate} always, {@code predict} where the input has actuals; a
 *     metric that no row allows to compute is left out
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
        List<String> ignoredColumns,
        Map<String, Double> metrics,
        boolean passed) {
    /** The report's name in the output folder. */
    public static final String FILE = "report.json";

    public Report {
        rejects = Collections.unmodifiableMap(new TreeMap<>(rejects));
        ignoredColumns = List.copyOf(ignoredColumns);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Reads the JSON form; unknown fields are ignored.
     *
     * @throws InferenceException 70 where it is no valid report
     */
    public static Report parse(String json) {
        JsonObject object = JsonObject.parse(json, FILE, ExitCode.DEFECT);
        return new Report(
                SpecVersion.check(object),
                object.text("verb"),
                object.value("model", ModelName::new),
                object.value("version", ModelVersion::parse),
                object.text("runId", null),
                object.value("started", JsonObject::instant),
                object.value("ended", JsonObject::instant),
                object.whole("rowsRead"),
                object.whole("rowsPredicted"),
                object.whole("rowsRejected"),
                object.map("rejects", rejects -> rejects::whole),
                object.texts("ignoredColumns"),
                object.map("metrics", metrics -> metrics::real),
                object.flag("passed", true));
    }

    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spec", spec);
        json.put("verb", verb);
        json.put("model", model.value());
        json.put("version", version.toString());
        if (runId != null) {
            json.put("runId", runId);
        }
        json.put("started", started.toString());
        json.put("ended", ended.toString());
        json.put("rowsRead", rowsRead);
        json.put("rowsPredicted", rowsPredicted);
        json.put("rowsRejected", rowsRejected);
        json.put("rejects", rejects);
        json.put("ignoredColumns", ignoredColumns);
        Map<String, Object> numbers = new LinkedHashMap<>();
        metrics.forEach((name, value) -> numbers.put(name, JsonObject.number(value)));
        json.put("metrics", numbers);
        json.put("passed", passed);
        return JsonObject.write(json);
    }
}
