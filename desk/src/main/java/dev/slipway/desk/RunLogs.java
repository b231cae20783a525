package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.util.List;

/** What a run prints. */
public interface RunLogs {
    /**
     * The lines after a place, and the place after them; asked again and again, they follow the run.
     *
     * @param from {@link Page#next} of the page before; null for the beginning
     */
    Page read(ModelName model, String runId, String from);

    /**
     * Some lines.
     *
     * @param next where the next page begins; the same as before where nothing more is there yet
     */
    record Page(List<Line> lines, String next) {}

    /** A line as it was printed. */
    record Line(Instant at, String text) {}
}
