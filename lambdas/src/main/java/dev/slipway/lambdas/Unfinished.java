package dev.slipway.lambdas;

import dev.slipway.predictions.CopyOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy that an invocation left unfinished, as its answer tells the next one.
 *
 * @param rows loaded so far
 * @param since when the first of these invocations left it
 * @param stalled how many invocations, one after another, loaded nothing more
 * @param busySince when the first of the last ones found another copy of the table running; null where the last did not
 */
record Unfinished(String runId, long seq, long rows, Instant since, int stalled, Instant busySince) {
    private static final int MOST_STALLED = 2;

    /** Far longer than an invocation lives, so that the other one is one that nobody ends. */
    private static final Duration LONGEST_BUSY = Duration.ofHours(2);

    static Unfinished first(CopyOutcome outcome, Instant now) {
        return new Unfinished(outcome.runId(), outcome.seq(), outcome.rows(), now, 0, outcome.busy() ? now : null);
    }

    /** What has become of it; another run is a copy of its own. */
    Unfinished then(CopyOutcome outcome, Instant now) {
        if (outcome.busy()) {
            // Who waits for another copy loads nothing, and is not stalled for it.
            return new Unfinished(runId, seq, rows, since, stalled, busySince == null ? now : busySince);
        }
        if (outcome.seq() != seq) {
            return first(outcome, now);
        }
        return new Unfinished(runId, seq, outcome.rows(), since, outcome.rows() == rows ? stalled + 1 : 0, null);
    }

    /** Why another invocation would not help; null where it may. */
    String hopeless(List<String> notes, Instant now) {
        if (busySince != null && busySince.plus(LONGEST_BUSY).isBefore(now)) {
            return "another copy to the table has been running since " + busySince
                    + ": see who holds an advisory lock in the application's database (pg_locks)";
        }
        return stalled < MOST_STALLED
                ? null
                : stalled + " invocations loaded nothing more of run " + runId + " than " + rows
                        + " rows, unfinished since " + since + ": " + String.join("; ", notes);
    }

    /** From an entry of an answer. */
    static Unfinished of(Map<?, ?> copy) {
        return new Unfinished(
                copy.get("runId") instanceof String runId ? runId : null,
                number(copy, "seq"),
                number(copy, "rows"),
                copy.get("since") instanceof String since ? Instant.parse(since) : Instant.now(),
                (int) number(copy, "stalled"),
                copy.get("busySince") instanceof String busy ? Instant.parse(busy) : null);
    }

    private static long number(Map<?, ?> copy, String key) {
        return copy.get(key) instanceof Number number ? number.longValue() : 0;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runId", runId);
        map.put("seq", seq);
        map.put("rows", rows);
        map.put("since", since.toString());
        map.put("stalled", stalled);
        if (busySince != null) {
            map.put("busySince", busySince.toString());
        }
        return map;
    }
}
