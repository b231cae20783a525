package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Looks, over a connection of its own, who keeps a session waiting: PostgreSQL tells it only while the session waits.
 */
final class BlockerWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final Database database;
    private final int pid;
    private volatile String seen;
    private Thread thread;

    BlockerWatch(Database database, Connection watched) throws SQLException {
        this.database = database;
        this.pid = watched.unwrap(PGConnection.class).getBackendPID();
    }

    /** Begins to look; again, does nothing. */
    void start() {
        if (thread == null) {
            thread = new Thread(this::look, "slipway-blockers");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Who was last seen to be in the way: pid, user, state, application, since when, statement. */
    String seen() {
        return seen == null ? "who holds it could not be seen" : seen;
    }

    /** Whether {@link #seen} has more to say than that it does not know. */
    boolean knows() {
        return seen != null;
    }

    private void look() {
        try (Connection connection = database.connect(Duration.ZERO);
                PreparedStatement blockers = connection.prepareStatement("SELECT * FROM predictions.blockers(?)")) {
            blockers.setInt(1, pid);
            while (!Thread.interrupted()) {
                try (ResultSet row = blockers.executeQuery()) {
                    describe(row);
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (SQLException | PublishException e) {
            seen = "who holds it could not be seen: " + e.getMessage();
        } catch (InterruptedException e) {
            // Asked to stop.
        }
    }

    private void describe(ResultSet row) throws SQLException {
        List<String> blockers = new ArrayList<>();
        while (row.next()) {
            blockers.add("pid " + row.getInt("o_pid") + " (" + row.getString("o_user") + ", " + row.getString("o_state")
                    + ", application '" + row.getString("o_application") + "', in a transaction since "
                    + row.getString("o_since") + ", its query began at " + row.getString("o_query_start") + "): "
                    + row.getString("o_query"));
        }
        if (!blockers.isEmpty()) {
            seen = "in the way: " + String.join("; ", blockers);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
