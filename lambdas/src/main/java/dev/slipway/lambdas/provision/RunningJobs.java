package dev.slipway.lambdas.provision;

import dev.slipway.predictions.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Jobs that have read the old password and will need it again when they publish. */
record RunningJobs(Database analytics) {
    private static final long PAUSE_MILLIS = 5_000;

    /** What the rest of the work, and telling why it failed, may take. */
    private static final long RESERVE_MILLIS = 60_000;

    /** @throws IllegalStateException where some still run when the time is over; then no password has changed */
    void await(LongSupplier remainingMillis) throws SQLException {
        List<String> running = running();
        while (!running.isEmpty()) {
            if (remainingMillis.getAsLong() < RESERVE_MILLIS + PAUSE_MILLIS) {
                throw new IllegalStateException(
                        "slipway_job gets no new password while jobs run that hold the old one: "
                                + String.join(", ", running) + "; deploy again when they have ended");
            }
            pause();
            running = running();
        }
    }

    private List<String> running() throws SQLException {
        try (Connection connection = analytics.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT format('run %s of %s (until %s at the latest)', run_id, model, deadline)"
                                + " FROM predictions.attempts JOIN predictions.runs USING (run_no)"
                                + " WHERE outcome = 'running' AND deadline > now() ORDER BY attempt_id")) {
            List<String> running = new ArrayList<>();
            while (row.next()) {
                running.add(row.getString(1));
            }
            return running;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for running jobs", e);
        }
    }
}
