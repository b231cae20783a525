package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.PublishException;

/** Turns whatever went wrong into a failure with an exit code; what nobody thought of is a defect. */
final class Failures {
    private Failures() {}

    static InferenceException of(Throwable failed) {
        if (failed instanceof InferenceException known) {
            return known;
        }
        if (failed instanceof PublishException known) {
            return new InferenceException(known.exitCode(), known.getMessage(), known);
        }
        return new InferenceException(
                ExitCode.DEFECT, "unexpected: " + failed + "; SLIPWAY_VERBOSE=true prints where", failed);
    }
}
