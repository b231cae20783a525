package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.predictions.Attempt;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.RunStart;
import java.time.Instant;
import java.util.Map;

/** The run's attempt in the ledger; its number is kept among the facts, so that the next verb goes on with it. */
record RunAttempt(JobSettings settings, RunFacts facts) {
    private static final String KEY = "attempt";

    boolean begun() {
        return facts.has(KEY);
    }

    void begin(Manifest manifest) {
        Attempt attempt = ledger().begin(new RunStart(
                settings.runId(),
                manifest,
                settings.asOf(),
                Instant.parse(facts.text("deadline")),
                facts.text("inputSha256")));
        facts.put(KEY, Map.of("id", attempt.id(), "runNo", attempt.runNo())).save();
    }

    Attempt get() {
        Map<String, Object> attempt = facts.map(KEY);
        return new Attempt(
                ((Number) attempt.get("id")).longValue(),
                ((Number) attempt.get("runNo")).longValue(),
                settings.runId());
    }

    /** Lets the ledger know what the run is made from. */
    void noteInput() {
        if (begun()) {
            ledger().input(get(), facts.text("inputSha256"));
        }
    }

    void fail(InferenceException failure) {
        if (begun()) {
            ledger().fail(get(), failure.exitCode().code(), failure.getMessage());
        }
    }

    /** It has ended, one way or the other; a verb that is called again begins another. */
    void forget() {
        facts.put(KEY, null);
    }

    private Ledger ledger() {
        if (settings.analytics() == null) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "SLIPWAY_ANALYTICS_URL: missing, but an earlier verb of this run began an attempt in the ledger");
        }
        return new Ledger(settings.analytics());
    }
}
