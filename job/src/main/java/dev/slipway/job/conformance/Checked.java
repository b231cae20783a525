package dev.slipway.job.conformance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check has found.
 *
 * @param results of all rules, in their order
 * @param golden what the image scored on its golden set, by metric; empty where its report could not be had
 */
public record Checked(List<RuleResult> results, Map<String, Double> golden) {
    public Checked {
        results = List.copyOf(results);
        golden = Collections.unmodifiableMap(new LinkedHashMap<>(golden));
    }
}
