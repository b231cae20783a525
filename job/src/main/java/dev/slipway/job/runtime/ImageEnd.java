package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * How an image ended.
 *
 * @param status the exit status; 128 and the signal's number where a signal ended it
 * @param stopped why the runtime sent SIGTERM
 * @param killed whether SIGTERM was not enough
 * @param stdout what it printed on standard output, at most {@link #STDOUT_LIMIT} bytes
 * @param lastLines the last lines of its log, standard output and error together
 * @param lastError the last line on standard error: by the specification, the reason of a failure; null without one
 * @param linesNotShown how many lines were only counted because there were too many
 * @param observed what the runtime did or saw that explains the end; null where the status says all
 */
public record ImageEnd(
        int status,
        Stopped stopped,
        boolean killed,
        String stdout,
        List<String> lastLines,
        String lastError,
        long linesNotShown,
        Observed observed) {
    /** The longest standard output that is kept whole: a manifest is far smaller. */
    public static final int STDOUT_LIMIT = 1 << 20;

    private static final int LONGEST_QUOTE = 300;
    private static final int SIGNALS = 128;

    /** Whether and why the runtime sent SIGTERM. */
    public enum Stopped {
        NO,
        DEADLINE,
        ASKED
    }

    /**
     * What explains an end better than the status does.
     *
     * @param code what it means for the run; null where the status decides
     * @param reason goes on after "predict …"
     */
    public record Observed(ExitCode code, String reason) {}

    /** An end of which the runtime knows no more than this. */
    public ImageEnd(
            int status,
            Stopped stopped,
            boolean killed,
            String stdout,
            List<String> lastLines,
            String lastError,
            long linesNotShown) {
        this(status, stopped, killed, stdout, lastLines, lastError, linesNotShown, null);
    }

    /** Whether it did what it was asked for: status 0, and nothing that the runtime saw speaks against it. */
    public boolean done() {
        return status == ExitCode.DONE.code() && !explained();
    }

    /** What a status other than 0 means for the run; a status that the specification does not list is a defect. */
    public InferenceException failure(String verb, Duration limit) {
        String seen = verb + " " + ending(limit);
        return new InferenceException(exitCode(), lastError == null ? seen : seen + ": " + shorten(lastError));
    }

    private ExitCode exitCode() {
        if (explained()) {
            return observed.code();
        }
        return switch (stopped) {
            case DEADLINE -> ExitCode.TRY_AGAIN;
            case ASKED -> ExitCode.TERMINATED;
            // Nobody knows who sent that signal; nothing says that the image is broken.
            case NO -> ExitCode.of(status) == ExitCode.TERMINATED ? ExitCode.TRY_AGAIN : ExitCode.of(status);
        };
    }

    private String ending(Duration limit) {
        String kill = killed ? "; it ignored SIGTERM for " + words(ImageRun.GRACE) + " and was killed" : "";
        if (explained()) {
            return observed.reason();
        }
        String more = observed == null ? "" : "; " + observed.reason();
        return switch (stopped) {
            case DEADLINE -> "was stopped: deadline passed after " + words(limit) + kill + more;
            case ASKED -> "was stopped because the job was asked to stop" + kill + more;
            case NO -> unasked() + more;
        };
    }

    private boolean explained() {
        return observed != null && observed.code() != null;
    }

    private String unasked() {
        if (status == ExitCode.TERMINATED.code()) {
            return "ended by SIGTERM that this job did not send";
        }
        if (status > SIGNALS && status < SIGNALS + 65) {
            int signal = status - SIGNALS;
            return "was killed from outside or crashed, signal " + signal
                    + (signal == 9 ? " (SIGKILL; often the machine ran out of memory)" : "");
        }
        ExitCode code = ExitCode.of(status);
        return "ended with " + status + " ("
                + (code.code() == status ? code.meaning() : "not a code of the specification, so a defect") + ")";
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 || limit.toSeconds() > 60
                ? limit.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT)
                : limit.toMillis() / 1000.0 + "s";
    }

    /** A text as one line of a message, cut, in quotes. */
    static String shorten(String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
        return '"' + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line) + '"';
    }
}
