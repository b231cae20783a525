package dev.slipway.predictions;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Something that happens to a whole database while processes work with it. */
record FaultDisaster(FaultPlan.Disaster planned, TestRuns databases, Optional<SmallDisk> disk) {
    CompletableFuture<Void> happen() {
        return CompletableFuture.runAsync(() -> {
            WireLine.pause(planned.afterMillis());
            try {
                strike();
            } catch (SQLException | IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void strike() throws SQLException, IOException, InterruptedException {
        TestDatabase database = planned.atAnalytics() ? databases.analytics() : databases.application();
        TestServers server = planned.atAnalytics() ? TestServers.ANALYTICS : TestServers.APPLICATION;
        switch (planned.kind()) {
            case NONE -> {}
            case DISK_FULL -> {
                if (disk.isPresent()) {
                    disk.get().fill();
                    WireLine.pause(planned.forMillis());
                    disk.get().free();
                }
            }
            case SERVER_KILLED -> {
                Postmaster postmaster = server.postmaster();
                postmaster.kill();
                postmaster.start();
                awaitBack(database);
            }
            case SERVER_STOPPED -> {
                Postmaster postmaster = server.postmaster();
                postmaster.stop();
                postmaster.start();
                awaitBack(database);
            }
            case SESSIONS_TERMINATED ->
                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND pid <> pg_backend_pid()");
            case VIEWS_READ -> readViews(database);
        }
    }

    /** A transaction that stays open after it has read every view. */
    private void readViews(TestDatabase database) throws SQLException {
        try (Connection reader = database.admin()) {
            reader.setAutoCommit(false);
            List<String> views = TestDatabase.rows(
                    reader,
                    "SELECT format('%I.%I', schemaname, viewname) FROM pg_views WHERE schemaname = 'predictions'");
            for (String view : views) {
                TestDatabase.rows(reader, "SELECT count(*) FROM " + view);
            }
            WireLine.pause(planned.forMillis());
        }
    }

    private static void awaitBack(TestDatabase database) throws SQLException {
        database.as(Role.ETL).connect().close();
    }
}
