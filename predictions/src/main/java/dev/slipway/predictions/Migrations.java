package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Brings the schema {@code predictions} of a database up to date. Needs Flyway on the class path. */
public final class Migrations {
    private Migrations() {}

    /** @param migrator the analytics database as {@link Role#MIGRATOR} */
    public static void analytics(Database migrator) {
        migrate(migrator, "classpath:db/analytics");
    }

    /** @param migrator the application database as {@link Role#MIGRATOR} */
    public static void application(Database migrator) {
        migrate(migrator, "classpath:db/application");
    }

    private static void migrate(Database migrator, String location) {
        awaitServer(migrator);
        Flyway.configure()
                .dataSource(migrator.url(), migrator.user(), migrator.password())
                // Among them whom to trust over TLS.
                .jdbcProperties(migrator.options())
                // Everything belongs to a role that nobody can log in as.
                .initSql("SET ROLE slipway_owner")
                .defaultSchema("predictions")
                .table("schema_history")
                .locations(location)
                .placeholderReplacement(false)
                .load()
                .migrate();
    }

    private static void awaitServer(Database migrator) {
        try (Connection connection = migrator.connect()) {
            connection.isValid(0);
        } catch (SQLException e) {
            throw SqlFailure.explain("connecting to " + migrator, e);
        }
    }
}
