package dev.slipway.desk.plan;

import java.util.Map;

/**
 * A rule that a change breaks.
 *
 * @param rule its word: {@code tag, immutable, label, number, copy, table, secret} or {@code order}
 * @param problem what is wrong
 * @param remedy what to do
 */
public record Broken(String rule, String problem, String remedy) {
    Map<String, Object> json() {
        return Map.of("rule", rule, "problem", problem, "remedy", remedy);
    }
}
