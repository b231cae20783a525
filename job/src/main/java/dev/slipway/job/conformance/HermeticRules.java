package dev.slipway.job.conformance;

import java.util.List;

/** That an image needs nothing but its folders. A runtime that seals nothing off cannot tell. */
final class HermeticRules {
    static final List<Rule> ALL = List.of(
            rule("hermetic.no-network", "predict needs no network."),
            rule("hermetic.read-only-root", "predict writes nowhere but to out/, shared/ and its home."),
            rule("hermetic.any-user", "predict runs as a user that owns nothing in the image."),
            new Rule("hermetic.little-memory", "Memory does not grow with the input.", HermeticRules::memory));

    private HermeticRules() {}

    /** Where the runtime seals the image off, predictions are the proof that it needed nothing more. */
    private static Rule rule(String name, String sentence) {
        return new Rule(name, sentence, bench -> {
            sealed(bench);
            bench.golden().plain();
        });
    }

    /** Scoring, even of a large input, shows nothing while the image may take all the memory of the machine. */
    private static void memory(Bench bench) {
        sealed(bench);
        throw Verdict.notChecked("the runtime does not limit the image's memory, so that its growth would not be seen");
    }

    private static void sealed(Bench bench) {
        if (!bench.runtime().sealed()) {
            throw Verdict.notChecked("a process of this machine is not sealed off; a container would be");
        }
    }
}
