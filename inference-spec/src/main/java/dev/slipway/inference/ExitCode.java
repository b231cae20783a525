package dev.slipway.inference;

/**
 * How an inference image ends, in the numbers of BSD's {@code sysexits.h}. A code that is not listed here counts as
 * {@link #DEFECT}: a crash never looks like success.
 */
public enum ExitCode {
    /** Everything asked for was done and {@code _SUCCESS} was written. */
    DONE(0, "done"),
    /** The command line is wrong: an unknown verb, an argument too many. */
    USAGE(64, "usage"),
    /** The input cannot be scored: no header, a column missing, more rejects than the limit. */
    BAD_DATA(65, "bad data"),
    /** The model or the image is broken. Running it again will not help. */
    DEFECT(70, "a defect"),
    /** The same run may succeed later: the deadline passed, the disk was full. */
    TRY_AGAIN(75, "try again"),
    /** The run was set up wrongly: no request, another major version of the specification. */
    BAD_CONFIGURATION(78, "bad configuration"),
    /** Stopped by SIGTERM. */
    TERMINATED(143, "stopped");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** What the code means, for a person. */
    public String meaning() {
        return meaning;
    }

    /** The meaning of a process' exit status; whatever the specification does not list is a defect. */
    public static ExitCode of(int status) {
        for (ExitCode known : values()) {
            if (known.code == status) {
                return known;
            }
        }
        return DEFECT;
    }
}
