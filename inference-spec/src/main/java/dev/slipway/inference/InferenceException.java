package dev.slipway.inference;

/** A failure that a person can act on: the message says what is wrong, where, what was received and what would be right. */
public class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public InferenceException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public InferenceException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The status the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
