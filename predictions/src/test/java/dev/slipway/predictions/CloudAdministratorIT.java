package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A managed database's administrator is no superuser: it may make roles, and owns the database. */
class CloudAdministratorIT {
    @Test
    void shouldMakeRolesAndMigrateWithoutASuperuser() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            try (Connection superuser = server.getPostgresDatabase().getConnection();
                    Statement statement = superuser.createStatement()) {
                statement.execute("CREATE ROLE cloud_admin LOGIN CREATEROLE CREATEDB");
                statement.execute("CREATE DATABASE analytics OWNER cloud_admin");
                statement.execute("CREATE DATABASE application OWNER cloud_admin");
            }
            String analytics = server.getJdbcUrl("cloud_admin", "analytics");
            String application = server.getJdbcUrl("cloud_admin", "application");
            for (int time = 1; time <= 2; time++) {
                try (Connection admin = DriverManager.getConnection(analytics)) {
                    DatabaseRoles.createAnalytics(admin, Map.of(Role.MIGRATOR, "m", Role.JOB, "j"));
                }
                try (Connection admin = DriverManager.getConnection(application)) {
                    DatabaseRoles.createApplication(admin, Map.of(Role.MIGRATOR, "m"));
                }
            }
            Migrations.analytics(new Database(analytics.replaceFirst("\\?.*", ""), "slipway_migrator", "m"));
            Migrations.application(new Database(application.replaceFirst("\\?.*", ""), "slipway_migrator", "m"));
            try (Connection admin = server.getDatabase("postgres", "analytics").getConnection()) {
                assertThat(TestDatabase.rows(
                                admin,
                                "SELECT rolname FROM pg_authid WHERE rolname ~ '^slipway' AND rolpassword IS NULL"
                                        + " ORDER BY 1"))
                        .as("these log in by IAM, or not at all")
                        .containsExactly(
                                "slipway_app", "slipway_etl", "slipway_ledger", "slipway_owner", "slipway_reader");
                assertThat(TestDatabase.rows(admin, "SELECT 1 FROM pg_roles WHERE rolname ~ '^slipway' AND rolsuper"))
                        .isEmpty();
            }
        }
    }
}
