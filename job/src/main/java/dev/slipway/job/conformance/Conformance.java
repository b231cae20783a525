package dev.slipway.job.conformance;

import dev.slipway.job.runtime.ImageRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries on an image, offline, whatever SPEC.md asks that a runner can observe. */
public final class Conformance {
    private Conformance() {}

    /** All rules, in their order. */
    public static List<RuleResult> check(ImageRuntime runtime) {
        return check(runtime, result -> {});
    }

    /** The same; each result is told as soon as it is known. */
    public static List<RuleResult> check(ImageRuntime runtime, Consumer<RuleResult> told) {
        return check(runtime, rules(), Path.of(System.getProperty("java.io.tmpdir")), told);
    }

    static List<RuleResult> check(ImageRuntime runtime, List<Rule> rules, Path parent, Consumer<RuleResult> told) {
        List<RuleResult> results = new ArrayList<>();
        try (Bench bench = new Bench(runtime, parent)) {
            for (Rule rule : rules) {
                RuleResult result = rule.result(bench);
                results.add(result);
                told.accept(result);
            }
        }
        return results;
    }

    static List<Rule> rules() {
        return Stream.of(
                        DescribeRules.ALL,
                        UsageRules.ALL,
                        ValidateRules.ALL,
                        OutputRules.ALL,
                        RequestRules.ALL,
                        FileRules.ALL,
                        CsvRules.ALL,
                        RejectRules.ALL,
                        RejectLimitRules.ALL,
                        StopRules.ALL,
                        HermeticRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
