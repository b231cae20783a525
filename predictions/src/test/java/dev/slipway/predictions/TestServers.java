package dev.slipway.predictions;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two real PostgreSQL 17 clusters, as in the cloud: one for the analytics database, one for the application's. Each
 * starts once per JVM, when first asked for, and stops with it. Every call of {@link #fresh} makes a migrated database
 * of its own from a template.
 */
enum TestServers {
    ANALYTICS {
        @Override
        void prepare(Connection admin, Map<Role, String> passwords) throws SQLException {
            DatabaseRoles.createAnalytics(admin, passwords);
        }

        @Override
        void migrate(Database migrator) {
            Migrations.analytics(migrator);
        }

        @Override
        Role[] roles() {
            return new Role[] {Role.MIGRATOR, Role.JOB, Role.ETL, Role.LEDGER, Role.READER};
        }
    },
    APPLICATION {
        @Override
        void prepare(Connection admin, Map<Role, String> passwords) throws SQLException {
            DatabaseRoles.createApplication(admin, passwords);
        }

        @Override
        void migrate(Database migrator) {
            Migrations.application(migrator);
        }

        @Override
        Role[] roles() {
            return new Role[] {Role.MIGRATOR, Role.ETL, Role.APP};
        }
    };

    private static final String TEMPLATE = "template_slipway";

    private final AtomicInteger made = new AtomicInteger();
    private EmbeddedPostgres server;

    abstract void prepare(Connection admin, Map<Role, String> passwords) throws SQLException;

    abstract void migrate(Database migrator);

    abstract Role[] roles();

    /** A new migrated database without a row. */
    synchronized TestDatabase fresh() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        // The embedded server's default would lose what it said it has committed when a backend is
                        // killed.
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                askForPasswords();
                sql("CREATE DATABASE " + TEMPLATE);
                migrate(granted(TEMPLATE).as(Role.MIGRATOR));
            }
            String name = name().toLowerCase(java.util.Locale.ROOT) + "_" + made.incrementAndGet();
            sql("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
            // Privileges on a database itself are not part of its template.
            return granted(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** This cluster's process; its tests must leave it running. */
    synchronized Postmaster postmaster() {
        fresh();
        try (Connection admin = server.getPostgresDatabase().getConnection()) {
            return new Postmaster(
                    Path.of(TestDatabase.rows(admin, "SHOW data_directory").get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestDatabase granted(String name) throws SQLException {
        Map<Role, String> passwords = new EnumMap<>(Role.class);
        for (Role role : roles()) {
            passwords.put(role, "secret of " + role.user());
        }
        TestDatabase database = new TestDatabase(server.getJdbcUrl("postgres", name), passwords);
        try (Connection admin = database.admin()) {
            prepare(admin, passwords);
        }
        return database;
    }

    /** The embedded server trusts everybody on loopback; a real one asks all but the administrator of these tests. */
    private void askForPasswords() throws IOException, SQLException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement ask = admin.createStatement();
                ResultSet file = ask.executeQuery("SHOW hba_file")) {
            file.next();
            Files.writeString(
                    Path.of(file.getString(1)),
                    "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
            sql("SELECT pg_reload_conf()");
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement run = admin.createStatement()) {
            run.execute(statement);
        }
    }
}
