package dev.slipway.job;

import java.io.PrintStream;
import java.util.Locale;

/** Tells a run as plain lines, for a log. */
final class LineProgress implements ProgressListener {
    private static final long PAUSE_NANOS = 30_000_000_000L;

    private final PrintStream out;
    private long lastTold = System.nanoTime();

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(Step step) {
        lastTold = System.nanoTime();
        out.println(step.word() + " …");
    }

    /** A log wants a sign of life, not five a second. */
    @Override
    public void progress(Step step, long rows, long of) {
        if (System.nanoTime() - lastTold > PAUSE_NANOS) {
            lastTold = System.nanoTime();
            out.println(step.word() + ": about " + rows + (of < 0 ? "" : " of " + of) + " rows");
        }
    }

    @Override
    public void ended(Step step, long rows, double seconds) {
        out.println(String.format(Locale.ROOT, "%s: %s%.1f s", step.word(), rows < 0 ? "" : rows + " rows, ", seconds));
    }

    @Override
    public void imageLog(String line) {
        out.println("image: " + line);
    }

    @Override
    public void note(String message) {
        out.println("note: " + message);
    }

    /** A run in one line. */
    static String words(RunSummary run) {
        return run.model() + " " + run.version() + ", run " + run.runId() + ": " + run.rowsRead() + " rows read, "
                + run.rowsPredicted() + " predicted, " + run.rowsRejected() + " rejected, " + run.rowsPublished()
                + " published" + (run.duplicates() == 0 ? "" : " (" + run.duplicates() + " doubled keys left out)")
                + (run.already() ? ", as before" : "")
                + (run.current() ? ", now current" : ", held: " + run.heldReason());
    }
}
