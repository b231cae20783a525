package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Drops the tables of runs that nobody needs any more, each in a transaction of its own. Never fails: the next does it. */
final class Retention {
    /** Two of them one after the other: then somebody reads the parent, which every drop locks. */
    private static final int MOST_LOCKED = 2;

    private record Droppable(long number, String id) {}

    private final Database analytics;
    private final Consumer<String> log;
    private final Duration patience;

    /** @param patience how long to wait for those who read an old run */
    Retention(Database analytics, Consumer<String> log, Duration patience) {
        this.analytics = analytics;
        this.log = log;
        this.patience = patience;
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
            int locked = 0;
            for (int i = 0; i < droppable.size() && locked < MOST_LOCKED; i++) {
                locked = drop(connection, droppable.get(i), keep) ? 0 : locked + 1;
            }
        } catch (SQLException e) {
            log.accept(SqlFailure.explain("retention of " + where + " was left to the next run", e)
                    .getMessage());
        } catch (PublishException e) {
            log.accept("retention of " + where + " was left to the next run: " + e.getMessage());
        }
    }

    /** False where somebody has locked it. */
    private boolean drop(Connection connection, Droppable run, int keep) {
        try {
            new LockWait(analytics, patience).run(connection, "dropping the table of run " + run.id(), c -> {
                Sql.call(c, "SELECT predictions.drop_run(?, ?)", run.number(), keep);
                return null;
            });
            connection.commit();
        } catch (SQLException e) {
            keep(connection, SqlFailure.explain("dropping the table of run " + run.id(), e));
        } catch (PublishException e) {
            keep(connection, e);
            return !(e instanceof LockedException);
        }
        return true;
    }

    private void keep(Connection connection, PublishException failure) {
        log.accept("retention was left to the next run: " + failure.getMessage());
        rollback(connection);
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Where the connection is broken, the next statement on it says so.
        }
    }
}
