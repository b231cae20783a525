package dev.slipway.lambdas;

import dev.slipway.predictions.CopyOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A copy that an invocation left unfinished, as its answer tells the next one.
 *
 * @param rows loaded so far
 * @param since when the first of these invocations left it
 * @param stalled how many invocations, one after another, loaded nothing more
 */
record Unfinished(String runId, long seq, long rows, Instant since, int stalled) {
    static Unfinished first(CopyOutcome outcome, Instant now) {
        return new Unfinished(outcome.runId(), outcome.seq(), outcome.rows(), now, 0);
    }

    /** What has become of it; another run is a copy of its own. */
    Unfinished then(CopyOutcome outcome, Instant now) {
        if (outcome.seq() != seq) {
            return first(outcome, now);
        }
        return new Unfinished(runId, seq, outcome.rows(), since, outcome.rows() == rows ? stalled + 1 : 0);
    }

    /** From an entry of an answer. */
    static Unfinished of(Map<?, ?> copy) {
        return new Unfinished(
                copy.get("runId") instanceof String runId ? runId : null,
                number(copy, "seq"),
                number(copy, "rows"),
                copy.get("since") instanceof String since ? Instant.parse(since) : Instant.now(),
                (int) number(copy, "stalled"));
    }

    private static long number(Map<?, ?> copy, String key) {
        return copy.get(key) instanceof Number number ? number.longValue() : 0;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("since", since.toString());
        map.put("stalled", stalled);
        return map;
    }
}
