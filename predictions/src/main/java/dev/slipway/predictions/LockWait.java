package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;

/**
 * Repeats statements that gave up waiting for a lock. Each try stands behind a savepoint: what the transaction did
 * before is kept, and between two tries it holds no lock that the statements took, so that others go on.
 */
final class LockWait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final int MOST_BLIND_TRIES = 5;

    private final Database database;
    private final Duration patience;

    /** @param patience how long to go on trying */
    LockWait(Database database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /** @throws PublishException 75 where the lock did not come free; the message names who holds it */
    <T> T run(Connection connection, String doing, SqlCall<T> statements) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        try (BlockerWatch watch = new BlockerWatch(database, connection)) {
            for (int tried = 1; ; tried++) {
                Savepoint before = connection.setSavepoint();
                try {
                    T answer = statements.on(connection);
                    connection.releaseSavepoint(before);
                    return answer;
                } catch (SQLException e) {
                    if (!SqlFailure.isLocked(e)) {
                        throw e;
                    }
                    connection.rollback(before);
                    connection.releaseSavepoint(before);
                    // A few tries more, where the time is over before anybody could be named.
                    if (System.nanoTime() > deadline && (watch.knows() || tried == MOST_BLIND_TRIES)) {
                        throw new PublishException(
                                ExitCode.TRY_AGAIN,
                                doing + ": tried for " + patience.toSeconds() + " s to get a lock; " + watch.seen(),
                                e);
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
