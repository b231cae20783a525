package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Optional;

/** What only the database can do; it is woken where it sleeps, which takes up to 30 seconds. */
public interface LedgerCalls {
    /**
     * Makes another published run current; nothing is inferred. Going back holds the version that is withdrawn.
     *
     * @param to the run; empty for the one that was current before
     */
    Rolled rollback(ModelName model, int major, Optional<String> to, String who, String reason);

    /** Ends the hold of the version that a rollback withdrew; answers a warning like {@link Rolled}'s. */
    Optional<String> release(ModelName model, int major, String who, String reason);

    /** The first rows of what a major version shows, in no order. */
    Rows predictions(ModelName model, int major, int limit);

    /**
     * What a rollback did.
     *
     * @param warning what did not work though it is done, such as telling it to others
     */
    record Rolled(Change change, Optional<String> warning) {}

    /**
     * Rows of a run.
     *
     * @param rows a value per field: a number, a truth value, a text, or null
     */
    record Rows(String runId, List<String> fields, List<List<Object>> rows) {}
}
