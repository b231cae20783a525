package dev.slipway.cli.rehearsal;

import dev.slipway.cli.terminal.Progress;
import dev.slipway.job.ProgressListener;
import dev.slipway.job.Step;

/** Shows how the job goes on. */
record JobProgress(Progress progress, boolean verbose) implements ProgressListener {
    @Override
    public void started(Step step) {
        progress.start(step.word());
    }

    @Override
    public void progress(Step step, long rows, long of) {
        progress.advance(rows, of);
    }

    @Override
    public void ended(Step step, long rows, double seconds) {
        progress.end(rows < 0 ? "" : StepLog.rows(rows));
    }

    @Override
    public void imageLog(String line) {
        if (verbose) {
            progress.remark(line);
        }
    }

    @Override
    public void note(String message) {
        progress.remark("! " + message);
    }
}
