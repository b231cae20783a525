package dev.slipway.predictions;

import java.util.List;

/**
 * What a copy came to.
 *
 * @param complete whether the table now shows the current run; if not, the same copy must be started again and goes on
 *     where this one stopped
 * @param rows rows that the table shows, or where the copy is not complete, rows loaded for the next switch so far
 * @param loaded rows that this invocation loaded; 0 where there was nothing to copy
 * @param runId the run that the table shows or is going to show; null where the model has no current run yet
 * @param seq its entry in {@code current_changes}; 0 where there is none
 * @param notes what a person may want to know: why the copy is not complete, which old table could not be dropped yet
 */
public record CopyOutcome(
        String table, boolean complete, long rows, long loaded, String runId, long seq, List<String> notes) {
    public CopyOutcome {
        notes = List.copyOf(notes);
    }

    /** Whether another copy of the table is running, so that this one did nothing. */
    public boolean busy() {
        return !complete && runId == null;
    }
}
