package dev.slipway.job.conformance;

import dev.slipway.job.runtime.ImageRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Tries on an image, offline, whatever SPEC.md asks that a runner can observe. */
public final class Conformance {
    private Conformance() {}

    /** All rules, in their order. */
    public static List<RuleResult> check(ImageRuntime runtime) {
        return check(runtime, result -> {});
    }

    /** The same; each result is told as soon as it is known. */
    public static List<RuleResult> check(ImageRuntime runtime, Consumer<RuleResult> told) {
        return check(Bench.of(runtime, temporary()), rules(), told);
    }

    /** All rules on an image in a container, those about containers among them. */
    public static List<RuleResult> check(ContainerImage image, Consumer<RuleResult> told) {
        return check(Bench.of(image, temporary()), rules(), told);
    }

    /** Tries some rules and closes the bench. */
    static List<RuleResult> check(Bench bench, List<Rule> rules, Consumer<RuleResult> told) {
        List<RuleResult> results = new ArrayList<>();
        try (bench) {
            for (Rule rule : rules) {
                RuleResult result = rule.result(bench);
                results.add(result);
                told.accept(result);
            }
        }
        return results;
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
