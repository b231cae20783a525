package dev.slipway.predictions;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that an invocation has left, and what still fits into it. */
final class TimeBudget {
    /** What a switch, a checkpoint and the way out need. */
    private static final long RESERVE_MILLIS = 10_000;

    /** Below this even a running COPY is broken off, to end in order rather than be killed. */
    private static final long LAST_MILLIS = 3_000;

    /**
     * A leaf of scattered text keys takes up to about twice as long to key as to load (measured), each index as long
     * again; loading stops while there is time for that.
     */
    private static final int KEYING = 3;

    private final LongSupplier remainingMillis;

    /** @param remainingMillis asked by several threads */
    TimeBudget(LongSupplier remainingMillis) {
        this.remainingMillis = remainingMillis;
    }

    /** How long to wait for a database that is away: as always, or as long as there is time to say so. */
    Duration patience() {
        long millis = Math.max(0, remaining() - RESERVE_MILLIS);
        return Duration.ofMillis(Math.min(millis, Database.PATIENCE.toMillis()));
    }

    /** The same where something else asks for no more than so much. */
    Duration patience(Duration most) {
        Duration left = patience();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether there is time to begin anything. */
    boolean allowsMore() {
        return remaining() > RESERVE_MILLIS;
    }

    /** Whether there is time for yet another chunk in a leaf that has been loading for so long. */
    boolean allowsChunkAfter(long loadingMillis, int indexes) {
        return remaining() > RESERVE_MILLIS + loadingMillis * (KEYING + indexes);
    }

    boolean isOver() {
        return remaining() < LAST_MILLIS;
    }

    /** What a single statement may take, in milliseconds. */
    long statementMillis() {
        return Math.max(1, remaining() - LAST_MILLIS);
    }

    private long remaining() {
        return remainingMillis.getAsLong();
    }
}
