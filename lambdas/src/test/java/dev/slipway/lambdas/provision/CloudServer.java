package dev.slipway.lambdas.provision;

import dev.slipway.job.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * A PostgreSQL server as a cloud manages one: its administrator is no superuser, it asks everybody for a password, and it
 * logs every statement.
 */
final class CloudServer implements AutoCloseable {
    static final String ADMIN = "cloud_admin";

    private final EmbeddedPostgres server;
    private final Path log;
    final String adminPassword;

    CloudServer(Path log, String adminPassword) throws IOException, SQLException {
        this.log = log;
        this.adminPassword = adminPassword;
        this.server = TestPostgres.builder()
                .setServerConfig("log_statement", "all")
                .setServerConfig("log_min_messages", "info")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        String hba = rows("SHOW hba_file").get(0);
        Files.writeString(
                Path.of(hba), "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        run("SELECT pg_reload_conf()");
    }

    /** As it was on its first day. */
    void reset() throws SQLException {
        run("DROP DATABASE IF EXISTS shop WITH (FORCE)");
        for (String role :
                rows("SELECT rolname FROM pg_roles WHERE rolname ~ '^slipway_' OR rolname ~ '^rds_' OR rolname = '"
                        + ADMIN + "' ORDER BY rolname DESC")) {
            run("DROP OWNED BY " + role + " CASCADE");
            run("DROP ROLE " + role);
        }
        run("CREATE ROLE " + ADMIN + " LOGIN CREATEROLE CREATEDB");
        setPassword(ADMIN, adminPassword);
        run("CREATE DATABASE shop OWNER " + ADMIN);
    }

    /** Hashed, so that the log holds no password that this test set. */
    void setPassword(String role, String password) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/shop?sslmode=disable";
    }

    int port() {
        return server.getPort();
    }

    /** As a superuser, which only the test is; in the server's own database. */
    void run(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> rows(String query) throws SQLException {
        return rows("postgres", query);
    }

    List<String> rows(String database, String query) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
