package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What a run prints. */
public interface RunLogs {
    /**
     * The lines after a place, and the place after them; asked again and again, they follow the run.
     *
     * @param from {@link Page#next} of the page before; null for the beginning
     */
    Page read(ModelName model, String runId, String from);

    /**
     * Hands over all lines after a place, and answers the place after them.
     *
     * @param from null for the beginning
     */
    default String readAll(ModelName model, String runId, String from, Consumer<Line> lines) {
        String at = from;
        while (true) {
            Page page = read(model, runId, at);
            page.lines().forEach(lines);
            // A page may be empty though more follow.
            if (Objects.equals(page.next(), at)) {
                return at;
            }
            at = page.next();
        }
    }

    /**
     * Some lines.
     *
     * @param next where the next page begins; the same as before where nothing more is there yet
     */
    record Page(List<Line> lines, String next) {}

    /** A line as it was printed. */
    record Line(Instant at, String text) {}
}
