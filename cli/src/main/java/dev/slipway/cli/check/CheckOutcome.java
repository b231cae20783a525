package dev.slipway.cli.check;

import dev.slipway.cli.terminal.Figures;
import dev.slipway.job.conformance.Checked;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.conformance.RuleResult.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of a check.
 *
 * @param seconds how long the rules took
 */
public record CheckOutcome(Subject subject, Checked checked, double seconds) {
    /** What it scored on its golden set, by metric; empty where that is not known. */
    public Map<String, Double> golden() {
        return checked.golden();
    }

    private List<RuleResult> results() {
        return checked.results();
    }

    /** Whether no rule failed. */
    public boolean passed() {
        return count(Outcome.FAIL) == 0;
    }

    long count(Outcome outcome) {
        return results().stream().filter(result -> result.outcome() == outcome).count();
    }

    /** How many rules ended how, and last what is not known and why. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(Stream.of(Outcome.values())
                .map(outcome -> outcome.word() + " " + count(outcome))
                .collect(Collectors.joining(", ", "", " in " + Figures.seconds(seconds))));
        if (count(Outcome.NOT_CHECKED) > 0) {
            lines.add("Nobody knows whether it keeps the rules that are NOT CHECKED: "
                    + results().stream()
                            .filter(result -> result.outcome() == Outcome.NOT_CHECKED)
                            .collect(Collectors.groupingBy(
                                    RuleResult::reason, LinkedHashMap::new, Collectors.counting()))
                            .entrySet()
                            .stream()
                            .map(reason -> reason.getValue() + " because " + reason.getKey())
                            .collect(Collectors.joining("; ")));
        }
        return lines;
    }

    /** The names of the rules that failed. */
    public List<String> failed() {
        return results().stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .map(RuleResult::name)
                .toList();
    }

    /** As an object of JSON. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("checked", subject.named());
        boolean known = subject.model() != null;
        json.put("model", known ? subject.model().name().value() : null);
        json.put("version", known ? subject.model().version().toString() : null);
        json.put("runtime", subject.runtime());
        json.put("why", subject.why());
        json.put("passed", passed());
        for (Outcome outcome : Outcome.values()) {
            json.put(name(outcome), count(outcome));
        }
        json.put("seconds", Math.round(seconds * 1000) / 1e3);
        json.put("golden", golden());
        json.put("rules", results().stream().map(CheckOutcome::json).toList());
        return json;
    }

    private static Map<String, Object> json(RuleResult result) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("chapter", result.chapter().title());
        rule.put("section", result.chapter().section());
        rule.put("name", result.name());
        rule.put("sentence", result.sentence());
        rule.put("outcome", result.outcome().word());
        rule.put("reason", result.reason());
        return rule;
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_APPLICABLE -> "notApplicable";
            case NOT_CHECKED -> "notChecked";
        };
    }
}
