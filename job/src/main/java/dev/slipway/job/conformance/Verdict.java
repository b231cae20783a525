package dev.slipway.job.conformance;

import dev.slipway.job.conformance.RuleResult.Outcome;

/** Ends the trying of a rule with anything but a pass. */
final class Verdict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    private Verdict(Outcome outcome, String reason) {
        super(reason);
        this.outcome = outcome;
    }

    static Verdict broken(String what, Object expected, Object seen) {
        return new Verdict(Outcome.FAIL, what + ": expected " + expected + ", got " + seen);
    }

    static Verdict notApplicable(String reason) {
        return new Verdict(Outcome.NOT_APPLICABLE, reason);
    }

    static Verdict notChecked(String reason) {
        return new Verdict(Outcome.NOT_CHECKED, reason);
    }

    /** Refuses a difference. */
    static void same(String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw broken(what, expected, seen);
        }
    }

    Outcome outcome() {
        return outcome;
    }
}
