package dev.slipway.predictions;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Fills two leaves at once: one in this thread over the copy's own connections, the other one over two more, so that the
 * key of one is built while the other is still loaded. Each is a transaction of its own. Where one fails the other is
 * ended, and no connection can be used any more.
 */
final class TwoLeaves {
    /** Fills a leaf. */
    @FunctionalInterface
    interface Work {
        Load.Leaf on(Ends ends) throws SQLException;
    }

    /** For a thread that is logging in: it ends by itself when it is done. */
    private static final long FAREWELL_MILLIS = 1_000;

    private final Ends own;
    private final Supplier<Ends> connect;
    private Ends other;
    private Load.Leaf upper;
    private Throwable failure;

    /** @param connect opens the other connections, while rows are flowing over the own ones */
    TwoLeaves(Ends own, Supplier<Ends> connect) {
        this.own = own;
        this.connect = connect;
    }

    /** Answers both; throws what failed first. */
    List<Load.Leaf> fill(Work lower, Work upper) throws SQLException {
        Thread thread = new Thread(() -> fillOther(upper), "slipway-copy-beside");
        thread.setDaemon(true);
        thread.start();
        Load.Leaf leaf = null;
        try {
            leaf = lower.on(own);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new SQLException("interrupted", "57000", e));
        } catch (SQLException | RuntimeException | Error e) {
            end(e);
            farewell(thread);
        }
        synchronized (this) {
            rethrow();
            return List.of(leaf, this.upper);
        }
    }

    private void fillOther(Work work) {
        try (Ends ends = connect.get()) {
            if (take(ends)) {
                Load.Leaf leaf = work.on(ends);
                synchronized (this) {
                    upper = leaf;
                }
            }
        } catch (SQLException | RuntimeException | Error e) {
            end(e);
        }
    }

    private synchronized boolean take(Ends ends) {
        other = ends;
        return failure == null;
    }

    private synchronized void end(Throwable cause) {
        if (failure == null) {
            failure = cause;
            own.abort();
            if (other != null) {
                other.abort();
            }
        }
    }

    private static void farewell(Thread thread) {
        thread.interrupt();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws SQLException {
        if (failure instanceof SQLException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
