package dev.slipway.predictions;

import java.util.Map;
import java.util.Optional;

/**
 * What the application database has of a table.
 *
 * @param checkpoint what the table shows; empty where no copy was ever shown
 * @param view the columns that the application sees, and their types; empty where the view is not there
 * @param begun a copy that has begun and is not shown yet
 */
record TableState(Optional<Checkpoint> checkpoint, Map<String, String> view, Optional<Load> begun) {
    /** Whether no copy has ever begun, so that none has left anything behind. */
    boolean isNew() {
        return checkpoint.isEmpty() && begun.isEmpty();
    }

    /** Whether there is nothing to copy. */
    boolean shows(SourceRun run, CopySpec asked) {
        return !view.isEmpty()
                && checkpoint.filter(shown -> shown.shows(run, asked)).isPresent();
    }

    /** The same with the leaves of both. */
    TableState and(TableState other) {
        return new TableState(checkpoint, view, begun.flatMap(load -> other.begun.map(load::and)));
    }
}
