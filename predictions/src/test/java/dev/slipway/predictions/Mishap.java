package dev.slipway.predictions;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A {@link Trouble} that happens a number of times, each at a position of a connection (both directions together) or at
 * a COMMIT, and is then over.
 */
final class Mishap implements Trouble {
    /** What becomes of a COMMIT. */
    enum Commit {
        /** The server never hears it. */
        LOST,
        /** The server acts, and the client never learns it. */
        UNHEARD,
        /** The client learns it late. */
        LATE
    }

    private static final long LATE_MILLIS = 300;

    private final AtomicInteger left;
    private final Predicate<Passage> when;
    private final Trouble what;

    private Mishap(int times, Predicate<Passage> when, Trouble what) {
        this.left = new AtomicInteger(times);
        this.when = when;
        this.what = what;
    }

    /** Ends so many connections in the middle of whatever passes. */
    static Mishap truncate(long position, int times) {
        return at(position, times, passage -> {
            passage.pass((int) Math.max(0, Math.min(passage.length(), position - passage.before())));
            passage.line().close();
        });
    }

    static Mishap reset(long position) {
        return at(position, 1, passage -> passage.line().reset());
    }

    /** The connection takes everything from there on, and passes nothing. */
    static Mishap blackHole(long position) {
        return at(position, 1, passage -> passage.line().becomeBlackHole());
    }

    /** The connection takes nothing from there on. */
    static Mishap deaf(long position) {
        return at(position, 1, passage -> {
            passage.line().becomeDeaf();
            passage.pass();
        });
    }

    /** A black hole from where the client says a word. */
    static Mishap blackHole(String word) {
        return new Mishap(
                1, passage -> passage.says(word), passage -> passage.line().becomeBlackHole());
    }

    /** Ends the connection instead of passing the n-th message, counted from 1, that the client sends of a kind. */
    static Mishap cut(int nth, Predicate<Passage> message) {
        AtomicInteger earlier = new AtomicInteger(nth - 1);
        return new Mishap(
                1,
                passage -> message.test(passage) && earlier.getAndUpdate(n -> Math.max(0, n - 1)) == 0,
                passage -> passage.line().close());
    }

    /** Does something else, and passes on. */
    static Mishap tell(long position, Runnable told) {
        return at(position, 1, passage -> {
            told.run();
            passage.pass();
        });
    }

    /** Troubles one COMMIT: the n-th, counted from 1 over all connections. */
    static Mishap commit(Commit fate, int nth) {
        AtomicInteger earlier = new AtomicInteger(nth - 1);
        return new Mishap(
                1, passage -> passage.says("COMMIT") && earlier.getAndUpdate(n -> Math.max(0, n - 1)) == 0, passage -> {
                    switch (fate) {
                        case LOST -> passage.line().close();
                        case UNHEARD -> {
                            passage.line().loseAnswer();
                            passage.pass();
                        }
                        case LATE -> {
                            passage.line().delayAnswer(LATE_MILLIS);
                            passage.pass();
                        }
                    }
                });
    }

    private static Mishap at(long position, int times, Trouble what) {
        // Once a connection: what was on its way in the other direction may come after.
        Set<WireLine> met = ConcurrentHashMap.newKeySet();
        return new Mishap(times, passage -> passage.reaches(position) && met.add(passage.line()), what);
    }

    boolean isOver() {
        return left.get() == 0;
    }

    @Override
    public void meet(Passage passage) throws IOException {
        if (when.test(passage) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            what.meet(passage);
        } else {
            passage.pass();
        }
    }
}
