package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/** Both ends of a copy, connected: where rows come from, and where they go. */
record Ends(Source source, Sink sink) implements AutoCloseable {
    /**
     * Connects to both at once.
     *
     * @param patience asked where somebody holds a lock
     */
    static Ends open(Database analytics, Database application, TimeBudget time, Duration patience) {
        Supplier<Duration> forLocks = () -> time.patience(patience);
        try (Connecting connecting = new Connecting(application, time::patience)) {
            Source source = new Source(analytics.connect(time::patience), new LockWait(analytics, forLocks));
            try {
                return new Ends(source, new Sink(connecting.take(), new LockWait(application, forLocks)));
            } catch (RuntimeException | Error e) {
                abort(source.connection());
                throw e;
            }
        }
    }

    /** Ends whatever another thread does with them. */
    void abort() {
        abort(source.connection());
        abort(sink.connection());
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is of no use to anybody.
        }
    }

    @Override
    public void close() throws SQLException {
        try (source) {
            sink.close();
        }
    }
}
