package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Drops the tables of runs that nobody needs any more, each in a transaction of its own. Never fails: the next does it. */
final class Retention {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database analytics;
    private final Consumer<String> log;

    Retention(Database analytics, Consumer<String> log) {
        this.analytics = analytics;
        this.log = log;
    }

    void apply(Manifest manifest, int keep) {
        String where = manifest.name() + ", major version " + manifest.version().major();
        try (Connection connection = analytics.connect()) {
            connection.setAutoCommit(false);
            Map<Long, String> droppable = droppable(connection, manifest, keep);
            connection.commit();
            droppable.forEach((runNo, runId) -> drop(connection, runNo, runId, keep));
        } catch (SQLException | PublishException e) {
            log.accept("retention of " + where + " was left to the next run: " + e.getMessage());
        }
    }

    private Map<Long, String> droppable(Connection connection, Manifest manifest, int keep) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT o_run_no, o_run_id FROM predictions.droppable_runs(?, ?, ?)")) {
            query.setString(1, manifest.name().value());
            query.setInt(2, manifest.version().major());
            query.setInt(3, keep);
            try (ResultSet row = query.executeQuery()) {
                Map<Long, String> runs = new LinkedHashMap<>();
                while (row.next()) {
                    runs.put(row.getLong(1), row.getString(2));
                }
                return runs;
            }
        }
    }

    private void drop(Connection connection, long runNo, String runId, int keep) {
        try {
            new LockWait(analytics, PATIENCE).run(connection, "dropping the table of run " + runId, c -> {
                try (PreparedStatement drop = c.prepareStatement("SELECT predictions.drop_run(?, ?)")) {
                    drop.setLong(1, runNo);
                    drop.setInt(2, keep);
                    return drop.execute();
                }
            });
            connection.commit();
        } catch (SQLException | PublishException e) {
            log.accept("retention kept run " + runId + " for now: " + e.getMessage());
            rollback(connection);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Where the connection is broken, the next statement on it says so.
        }
    }
}
