package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import java.util.List;

/** How an image ends that is called wrongly. */
final class UsageRules {
    static final List<Rule> ALL = List.of(
            new Rule("verb.unknown-is-usage", "An unknown verb ends with 64.", bench -> unknown(bench)
                    .ends(ExitCode.USAGE)),
            new Rule("verb.missing-is-usage", "No verb at all ends with 64.", bench -> bench.verb()
                    .ends(ExitCode.USAGE)),
            new Rule(
                    "verb.usage-on-stderr",
                    "The usage goes to standard error, standard output stays empty.",
                    UsageRules::onStderr));

    private UsageRules() {}

    private static Trial unknown(Bench bench) {
        return bench.once("unknown verb", () -> bench.verb("frobnicate"));
    }

    private static void onStderr(Bench bench) {
        Trial trial = unknown(bench);
        Verdict.same("standard output", "", trial.end().stdout());
        if (trial.end().lastError() == null) {
            throw Verdict.broken("standard error", "the usage", "nothing");
        }
    }
}
