package dev.slipway.job;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A real analytics database, migrated, one per JVM; tests keep apart by their run ids. */
public final class Analytics {
    private static final Analytics SHARED = new Analytics();
    private static final String PASSWORD = "secret of the job";

    private final EmbeddedPostgres server;

    private Analytics() {
        try {
            server = TestPostgres.builder()
                    // The embedded server's default would lose what it said it has committed when a backend is killed.
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            Map<Role, String> passwords = new EnumMap<>(Role.class);
            for (Role role : List.of(Role.MIGRATOR, Role.JOB, Role.ETL, Role.READER)) {
                passwords.put(role, PASSWORD);
            }
            try (Connection admin = DriverManager.getConnection(admin())) {
                DatabaseRoles.createAnalytics(admin, passwords);
            }
            askForPasswords();
            Migrations.analytics(as(Role.MIGRATOR));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static Analytics shared() {
        return SHARED;
    }

    /** The embedded server trusts everybody on loopback; a real one asks all but these tests' administrator. */
    private void askForPasswords() throws IOException {
        Files.writeString(
                Path.of(rows("SHOW hba_file").get(0)),
                "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        rows("SELECT pg_reload_conf()");
    }

    private String admin() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    Database as(Role role) {
        return new Database(admin().replaceFirst("\\?.*", ""), role.user(), PASSWORD);
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(admin());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The rows of a query, values joined by {@code |}. */
    List<String> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(admin());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** {@code outcome|exit code|reason} of a run's attempts, the first first. */
    List<String> attempts(String runId) {
        return rows("SELECT outcome, exit_code, reason FROM predictions.attempts JOIN predictions.runs USING (run_no)"
                + " WHERE run_id = '" + runId + "' ORDER BY attempt_id");
    }
}
