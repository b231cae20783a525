package dev.slipway.job;

/** Lets one thread at a time through: the image's two outputs, its progress and the run itself all have news. */
record OneAtATime(ProgressListener listener) implements ProgressListener {
    @Override
    public synchronized void started(Step step) {
        listener.started(step);
    }

    @Override
    public synchronized void progress(Step step, long rows, long of) {
        listener.progress(step, rows, of);
    }

    @Override
    public synchronized void ended(Step step, long rows, double seconds) {
        listener.ended(step, rows, seconds);
    }

    @Override
    public synchronized void imageLog(String line) {
        listener.imageLog(line);
    }

    @Override
    public synchronized void note(String message) {
        listener.note(message);
    }
}
