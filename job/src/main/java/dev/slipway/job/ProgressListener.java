package dev.slipway.job;

/**
 * Hears how a run goes on. Calls come from several threads, one at a time; they must return quickly, because the run
 * waits for them.
 */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    default void started(Step step) {}

    /**
     * About five times a second while a step is running.
     *
     * @param rows how many rows are done, an estimate
     * @param of how many there will be, an estimate; -1 where nobody knows
     */
    default void progress(Step step, long rows, long of) {}

    /** A step has ended well; {@code rows} is exact, -1 for a step without rows. */
    default void ended(Step step, long rows, double seconds) {}

    /** A line that the image printed. */
    default void imageLog(String line) {}

    /** Something worth telling that fails nothing: an object of the prefix that is no CSV file, a run that is held. */
    default void note(String message) {}
}
