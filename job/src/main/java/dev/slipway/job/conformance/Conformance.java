package dev.slipway.job.conformance;

import dev.slipway.job.runtime.ImageRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tries on an image, offline, whatever SPEC.md asks that a runner can observe. */
public final class Conformance {
    private Conformance() {}

    /**
     * All rules, in their order; each result is told as soon as it is known.
     *
     * @param variables the model's own
     */
    public static Checked check(ImageRuntime runtime, Map<String, String> variables, Consumer<RuleResult> told) {
        return checked(Bench.of(runtime, variables, temporary()), told);
    }

    /** All rules on an image in a container, those about containers among them. */
    public static Checked check(ContainerImage image, Map<String, String> variables, Consumer<RuleResult> told) {
        return checked(Bench.of(image, variables, temporary()), told);
    }

    private static Checked checked(Bench bench, Consumer<RuleResult> told) {
        return new Checked(check(bench, rules(), told), bench.measured());
    }

    /** Tries some rules and closes the bench. */
    static List<RuleResult> check(Bench bench, List<Rule> rules, Consumer<RuleResult> told) {
        try (bench) {
            // What comes before the first prediction may ease a seal for all that follows.
            List<Rule> first = rules.stream()
                    .filter(rule -> Chapter.of(rule).compareTo(Chapter.OUTPUT) < 0)
                    .toList();
            List<Rule> later =
                    rules.stream().filter(rule -> !first.contains(rule)).toList();
            List<RuleResult> results = new ArrayList<>(Lanes.of(1).results(first, bench, told));
            results.addAll(Lanes.of(bench.atOnce()).results(later, bench, told));
            return results;
        }
    }

    /** How many rules there are. */
    public static int count() {
        return rules().size();
    }

    static List<Rule> rules() {
        return Arrays.stream(Chapter.values())
                .flatMap(chapter -> chapter.rules().stream())
                .toList();
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
