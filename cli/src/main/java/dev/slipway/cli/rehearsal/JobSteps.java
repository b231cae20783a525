package dev.slipway.cli.rehearsal;

import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.job.RunSummary;

/** The job's steps in words. */
final class JobSteps {
    private JobSteps() {}

    static Step told(RunSummary.StepTime step, RunSummary run) {
        String did =
                switch (step.step()) {
                    case FETCH -> Figures.count(run.inputBytes()) + " bytes";
                    case PREDICT ->
                        Figures.count(run.rowsPredicted()) + " predicted, " + Figures.count(run.rowsRejected())
                                + " rejected";
                    case PUBLISH ->
                        Figures.count(run.rowsPublished()) + " rows to " + run.table()
                                + (run.duplicates() > 0
                                        ? ", " + Figures.count(run.duplicates())
                                                + (run.duplicates() == 1 ? " doubled key" : " doubled keys")
                                        : "");
                    case ARTIFACTS -> "files and checksums kept";
                };
        long rows =
                switch (step.step()) {
                    case FETCH, PREDICT -> run.rowsRead();
                    case PUBLISH -> run.rowsPublished();
                    default -> step.rows();
                };
        return new Step(step.step().word(), did, rows < 0 ? null : rows, step.seconds());
    }
}
