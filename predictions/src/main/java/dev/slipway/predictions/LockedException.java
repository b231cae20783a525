package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;

/** A lock did not come free in time; the message names who holds it. */
final class LockedException extends PublishException {
    private static final long serialVersionUID = 1;

    LockedException(String message, Throwable cause) {
        super(ExitCode.TRY_AGAIN, message, cause);
    }
}
