package dev.slipway.job.conformance;

import java.util.List;

/** That an image needs nothing but its folders. A runtime that seals nothing off cannot tell. */
final class HermeticRules {
    static final List<Rule> ALL = List.of(
            rule("hermetic.no-network", "predict needs no network."),
            rule("hermetic.read-only-root", "predict writes nowhere but to out/, shared/ and its home."),
            rule("hermetic.any-user", "predict runs as a user that owns nothing in the image."),
            rule("hermetic.little-memory", "Memory does not grow with the input."));

    private HermeticRules() {}

    /** Where the runtime seals the image off, predictions are the proof that it needed nothing more. */
    private static Rule rule(String name, String sentence) {
        return new Rule(name, sentence, bench -> {
            if (!bench.runtime().sealed()) {
                throw Verdict.notChecked("a process of this machine is not sealed off; a container would be");
            }
            bench.golden().plain();
        });
    }
}
