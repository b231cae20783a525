package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies to the application database. */
public interface Copies {
    /** Copies what is behind, as far as one invocation goes. */
    Progress start(Optional<ModelName> model);

    /** Goes on with what an invocation left unfinished. */
    Progress goOn(Progress unfinished);

    /**
     * What an invocation did.
     *
     * @param answer as it was given, which is what going on needs
     */
    record Progress(boolean complete, List<Copied> copies, Map<String, Object> answer) {}

    /**
     * One table.
     *
     * @param rows that the table shows; while it is not complete, those that are loaded so far
     * @param runId the run that the table shows, or will; null where no run is current
     */
    record Copied(String table, boolean complete, long rows, String runId, Long seq) {}
}
