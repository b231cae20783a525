package dev.slipway.desk.plan;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that an environment's file no longer names.
 *
 * @param version that ran until now
 */
public record Removed(String environment, ModelName model, ModelVersion version) {
    /** Those that were there, by their versions, and are not in the file. */
    public static List<Removed> from(Map<ModelName, ModelVersion> before, Environment now) {
        return before.entrySet().stream()
                .filter(entry -> !now.models().containsKey(entry.getKey()))
                .map(entry -> new Removed(now.name(), entry.getKey(), entry.getValue()))
                .toList();
    }

    /** {@code churn 1.0.0 leaves staging: …}. */
    public String sentence() {
        return model + " " + version + " leaves " + environment
                + ": it is no longer scheduled or copied; its runs and tables stay as they are";
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("environment", environment);
        json.put("model", model.value());
        json.put("version", version.toString());
        json.put("sentence", sentence());
        return json;
    }
}
