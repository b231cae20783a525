package dev.slipway.job.conformance;

/**
 * What came of one rule.
 *
 * @param name the rule, such as {@code predict.rejects-bad-row}
 * @param sentence what the specification wants, in one sentence
 * @param reason what was seen and what would be right for {@link Outcome#FAIL}, why not for the last two; empty for
 *     {@link Outcome#PASS}
 */
public record RuleResult(Chapter chapter, String name, String sentence, Outcome outcome, String reason) {
    /** How a rule can end. */
    public enum Outcome {
        PASS("pass"),
        FAIL("FAIL"),
        /** The image has nothing that the rule is about. */
        NOT_APPLICABLE("not applicable"),
        /** This runtime cannot observe it. Never counts as passed. */
        NOT_CHECKED("NOT CHECKED");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As it is printed. */
        public String word() {
            return word;
        }
    }
}
