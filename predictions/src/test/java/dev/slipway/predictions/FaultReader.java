package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Polls a view all the while, on a thread of its own, and remembers what it saw. */
final class FaultReader implements AutoCloseable {
    private final Database database;
    private final String view;
    private final boolean repeatable;
    private final List<String> seen = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;
    private volatile Throwable failure;
    private volatile long reads;

    /** @param repeatable at REPEATABLE READ, its snapshot taken some time before it reads; else at READ COMMITTED */
    FaultReader(Database database, String view, boolean repeatable) {
        this.database = database;
        this.view = view;
        this.repeatable = repeatable;
        thread = new Thread(this::poll, "fault-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void poll() {
        while (!over && failure == null) {
            try (Connection connection = database.connect()) {
                // Nobody waits longer for a publish or a copy than their lock timeout of a second, and some for luck.
                Sql.call(connection, "SET lock_timeout = '10s'");
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(
                        repeatable ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
                while (!over) {
                    if (reads > 0 || isThere(connection)) {
                        read(connection);
                    }
                    connection.commit();
                    WireLine.pause(40);
                }
            } catch (SQLException e) {
                if (!SqlFailure.isAway(e)) {
                    failure = e;
                }
                WireLine.pause(20);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        return TestDatabase.rows(connection, "SELECT to_regclass('predictions." + view + "') IS NOT NULL")
                .contains("t");
    }

    private void read(Connection connection) throws SQLException {
        if (repeatable) {
            TestDatabase.rows(connection, "SELECT 1");
            WireLine.pause(20);
        }
        String now = TestDatabase.rows(connection, "SELECT count(*), coalesce(sum(weight), 0) FROM predictions." + view)
                .get(0);
        reads++;
        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
            seen.add(now);
        }
    }

    /** @param states fingerprints of the states that may be seen, in their order; none where nobody knows them */
    void prove(List<String> states) {
        assertThat(failure).as("reader of " + view).isNull();
        if (states.isEmpty()) {
            return;
        }
        int at = 0;
        for (String state : seen) {
            int next = at;
            while (next < states.size() && !states.get(next).equals(state)) {
                next++;
            }
            assertThat(next)
                    .as("reader of " + view + (repeatable ? ", repeatable read" : ", read committed") + ": " + state
                            + " after state " + at + " of " + states + "; seen: " + seen)
                    .isLessThan(states.size());
            at = next;
        }
        assertThat(seen.get(seen.size() - 1))
                .as("what the reader of " + view + " saw last")
                .isEqualTo(states.get(states.size() - 1));
    }

    /** Waits until it has read what is there now: one that never read would have nothing to object. */
    void awaitRead() throws InterruptedException {
        // The read that is under way may have begun before.
        long wanted = reads + 2;
        while (reads < wanted && failure == null) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
