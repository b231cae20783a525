package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How long a server may say nothing before its connection counts as dead. {@link Database} sets a minute, more than any
 * short statement takes, since those wait a second for a lock; whoever runs a long one says so here. What then ends a
 * wait for a server that is gone is TCP, see {@link LivelySockets}.
 */
final class Silence {
    private static final int MOST_MILLIS = 24 * 60 * 60 * 1000;

    /** How much later than its statement's own timeout a server may say that the time was over. */
    private static final long GRACE_MILLIS = 5_000;

    private Silence() {}

    /** Runs statements that may take as long as they like, or as many rows as there are need. */
    static <T> T allowed(Connection connection, SqlCall<T> statements) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try {
            return statements.on(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }

    /** Lets the connection wait as long as the server lets its statements run, and little more. */
    static void afterStatementTimeout(Connection connection, long millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(MOST_MILLIS, millis + GRACE_MILLIS));
    }
}
