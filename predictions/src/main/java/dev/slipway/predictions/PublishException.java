package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;

/** A failure at the databases that a person can act on; the message says what is wrong, where, and what would be right. */
public class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public PublishException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public PublishException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The status a process ends with because of it. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
