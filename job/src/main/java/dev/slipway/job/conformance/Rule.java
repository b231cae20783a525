package dev.slipway.job.conformance;

import dev.slipway.job.conformance.RuleResult.Outcome;

/**
 * Something that SPEC.md asks of every image.
 *
 * @param sentence what it asks, so that a reader of the result need not look it up
 * @param check throws a {@link Verdict} where the image does not keep it
 */
record Rule(String name, String sentence, Check check) {
    /** Tries the rule on the bench. */
    interface Check {
        void on(Bench bench);
    }

    RuleResult result(Bench bench) {
        try {
            check.on(bench);
            return new RuleResult(Chapter.of(this), name, sentence, Outcome.PASS, "");
        } catch (Verdict verdict) {
            return new RuleResult(Chapter.of(this), name, sentence, verdict.outcome(), verdict.getMessage());
        } catch (RuntimeException unreadable) {
            // What the image wrote could not even be read: the reason says what and where.
            return new RuleResult(
                    Chapter.of(this), name, sentence, Outcome.FAIL, String.valueOf(unreadable.getMessage()));
        }
    }
}
