package dev.slipway.infra;

import dev.slipway.job.TestPostgres;
import dev.slipway.job.Tls;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Role;
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
import java.util.Map;

/**
 * The analytics database as the provisioner leaves it: the roles, a password each, and all migrations. Passwords come by
 * TLS or not at all, from clients who trust its certificate.
 */
final class AnalyticsServer implements AutoCloseable {
    private static final String NAME = "analytics";

    private final Tls tls;
    private final EmbeddedPostgres server;

    /** @param password of the job's role */
    AnalyticsServer(String password, Path folder) throws Exception {
        tls = new Tls(Files.createDirectory(folder.resolve("tls")));
        EmbeddedPostgres.Builder builder = TestPostgres.builder();
        tls.server().forEach(builder::setServerConfig);
        server = builder.start();
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement();
                ResultSet file = statement.executeQuery("SHOW hba_file")) {
            file.next();
            // The embedded server trusts everybody on loopback; a real one asks all but this administrator.
            Files.writeString(
                    Path.of(file.getString(1)),
                    "host all postgres 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
            statement.execute("CREATE DATABASE " + NAME);
        }
        String migrator = "migrator's " + password;
        try (Connection admin = admin()) {
            DatabaseRoles.createAnalytics(admin, Map.of(Role.MIGRATOR, migrator, Role.JOB, password));
        }
        Migrations.analytics(new Database(
                "jdbc:postgresql://" + host() + "/" + NAME + "?sslmode=verify-full" + trust(),
                Role.MIGRATOR.user(),
                migrator));
    }

    /** {@code localhost:PORT}. */
    String host() {
        return "localhost:" + server.getPort();
    }

    /** What a client's URL has more than at AWS: whose certificates to trust instead of RDS's. */
    String trust() {
        return "&sslrootcert=" + tls.authority();
    }

    /** The rows of a query, values joined by {@code |}. */
    List<String> rows(String sql) throws SQLException {
        try (Connection admin = admin();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    private Connection admin() throws SQLException {
        return server.getDatabase("postgres", NAME).getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
