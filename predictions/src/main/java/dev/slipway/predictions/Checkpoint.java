package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.util.List;
import java.util.Map;

/**
 * What a table in the application database shows: its row in {@code predictions.copies}.
 *
 * @param columns of the view as the copy left them: {@code viewers double precision}
 * @param whole whether its data tables are all there
 */
record Checkpoint(
        String model,
        int major,
        String mode,
        long seq,
        String runId,
        long rows,
        String spec,
        List<String> columns,
        boolean whole) {

    /** Whether there is nothing to copy. */
    boolean shows(SourceRun run, CopySpec asked) {
        return whole && seq == run.seq() && runId.equals(run.runId()) && spec.equals(asked.toJson());
    }

    /**
     * @param view the columns that the application sees now; none where somebody dropped the view
     * @throws PublishException 78 where the table is another model's, or somebody altered the view
     */
    void refuseOther(CopySpec asked, Map<String, String> view) {
        if (!model.equals(asked.model().value()) || major != asked.major()) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION,
                    "copy to " + asked.table() + ": the table holds " + model + " " + major + ".x; give "
                            + asked.model() + " " + asked.major() + ".x a table of its own");
        }
        List<String> found = view.entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue())
                .toList();
        if (!found.isEmpty() && !found.equals(columns)) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION,
                    "copy to " + asked.table() + ": somebody altered predictions." + asked.table()
                            + ", which no longer fits: expected the columns " + columns + ", found " + found);
        }
    }
}
