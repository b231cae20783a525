package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Drops the tables of runs that nobody needs any more, each in a transaction of its own. Never fails: the next does it. */
final class Retention {
    private record Droppable(long number, String id) {}

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
            List<Droppable> droppable = Sql.list(
                    connection,
                    "SELECT o_run_no, o_run_id FROM predictions.droppable_runs(?, ?, ?)",
                    row -> new Droppable(row.getLong(1), row.getString(2)),
                    manifest.name().value(),
                    manifest.version().major(),
                    keep);
            connection.commit();
            droppable.forEach(run -> drop(connection, run, keep));
        } catch (SQLException | PublishException e) {
            log.accept("retention of " + where + " was left to the next run: " + e.getMessage());
        }
    }

    private void drop(Connection connection, Droppable run, int keep) {
        try {
            new LockWait(analytics, PATIENCE).run(connection, "dropping the table of run " + run.id(), c -> {
                Sql.call(c, "SELECT predictions.drop_run(?, ?)", run.number(), keep);
                return null;
            });
            connection.commit();
        } catch (SQLException | PublishException e) {
            log.accept("retention kept run " + run.id() + " for now: " + e.getMessage());
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
