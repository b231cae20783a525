package dev.slipway.desk.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule that a change breaks.
 *
 * @param rule its word: {@code tag, immutable, label, number, copy, variable, table, secret} or {@code order}
 * @param problem what is wrong
 * @param remedy what to do
 */
public record Broken(String rule, String problem, String remedy) {
    /** In a shape that stays. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", rule);
        json.put("problem", problem);
        json.put("remedy", remedy);
        return json;
    }
}
