package dev.slipway.images.registry;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;

/** Why nothing is pushed; told with what would help. */
public final class PushException extends InferenceException {
    private static final long serialVersionUID = 1L;

    PushException(ExitCode exitCode, String message) {
        super(exitCode, message);
    }

    PushException(ExitCode exitCode, String message, Throwable cause) {
        super(exitCode, message, cause);
    }
}
