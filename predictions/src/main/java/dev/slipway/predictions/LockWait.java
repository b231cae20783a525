package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats statements that gave up waiting for a lock. Each try stands behind a savepoint: what the transaction did
 * before is kept, and between two tries it holds no lock that the statements took, so that others go on.
 */
final class LockWait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int MOST_BLIND_TRIES = 5;

    private final Database database;
    private final Supplier<Duration> patience;

    /** @param patience how long to go on trying */
    LockWait(Database database, Duration patience) {
        this(database, () -> patience);
    }

    /** @param patience asked where a lock is not free, and only then */
    LockWait(Database database, Supplier<Duration> patience) {
        this.database = database;
        this.patience = patience;
    }

    /** {@link #run} of a single statement, outside of a transaction: it is one by itself. */
    <T> T alone(Connection connection, String doing, SqlCall<T> statement) throws SQLException {
        return repeat(connection, doing, statement, false);
    }

    /** @throws LockedException where the lock did not come free */
    <T> T run(Connection connection, String doing, SqlCall<T> statements) throws SQLException {
        return repeat(connection, doing, statements, true);
    }

    private <T> T repeat(Connection connection, String doing, SqlCall<T> statements, boolean within)
            throws SQLException {
        long began = System.nanoTime();
        Duration patient = null;
        Duration pause = FIRST_PAUSE;
        try (BlockerWatch watch = new BlockerWatch(database, connection)) {
            for (int tried = 1; ; tried++) {
                Savepoint before = within ? connection.setSavepoint() : null;
                try {
                    T answer = statements.on(connection);
                    if (within) {
                        connection.releaseSavepoint(before);
                    }
                    return answer;
                } catch (SQLException e) {
                    if (!SqlFailure.isLocked(e)) {
                        throw e;
                    }
                    if (within) {
                        connection.rollback(before);
                        connection.releaseSavepoint(before);
                    }
                    patient = patient == null ? patience.get() : patient;
                    // A few tries more, where the time is over before anybody could be named.
                    if (System.nanoTime() - began > patient.toNanos() && (watch.knows() || tried == MOST_BLIND_TRIES)) {
                        throw new LockedException(
                                doing + ": tried for " + patient.toSeconds() + " s to get a lock; " + watch.seen(), e);
                    }
                }
                // Only who has to wait twice pays for a second connection.
                watch.start();
                Database.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
