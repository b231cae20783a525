package dev.slipway.lambdas;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the copies need, from environment variables.
 *
 * @param metrics where figures go; nowhere in a rehearsal, which names no environment
 */
record EtlSettings(List<CopySpec> copies, Database analytics, Database application, Metrics metrics) {
    private static final String COPIES = "SLIPWAY_COPIES";

    /**
     * @throws IllegalArgumentException names everything that is missing or wrong, at once
     */
    static EtlSettings of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        List<CopySpec> copies = copies(SettingsText.read(environment, COPIES, problems), problems);
        Database analytics = DatabaseSettings.read(environment, "SLIPWAY_ANALYTICS", problems);
        Database application = DatabaseSettings.read(environment, "SLIPWAY_APPLICATION", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the function is not set up: " + String.join("; ", problems));
        }
        return new EtlSettings(copies, analytics, application, Metrics.of(environment));
    }

    private static List<CopySpec> copies(String json, List<String> problems) {
        List<CopySpec> copies = new ArrayList<>();
        if (json == null || json.isBlank()) {
            problems.add(COPIES + ": expected a JSON list of copies, got nothing");
            return copies;
        }
        List<Object> items;
        try {
            items = JsonParser.array().from(json);
        } catch (JsonParserException e) {
            problems.add(COPIES + ": expected a JSON list of copies, got " + json);
            return copies;
        }
        Set<String> tables = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                CopySpec spec = CopySpec.of(items.get(i));
                if (!tables.add(spec.table())) {
                    throw new IllegalArgumentException(
                            "table: expected a table of its own, got a second " + spec.table());
                }
                copies.add(spec);
            } catch (IllegalArgumentException e) {
                problems.add(COPIES + "[" + i + "]: " + e.getMessage());
            }
        }
        return copies;
    }
}
