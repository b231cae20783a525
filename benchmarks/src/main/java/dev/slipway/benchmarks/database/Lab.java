package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two servers as in the cloud, one for the analytics and one for the application database, with the product's roles. */
final class Lab implements AutoCloseable {
    static final String PASSWORD = "secret-of-the-benchmark";

    /** A migrated database without a row, in either server; others are made from it. */
    static final String TEMPLATE = "slipway";

    final Path work;
    final Programs programs;
    final Cluster analytics;
    final Cluster application;

    private Lab(Path work, Programs programs, Cluster analytics, Cluster application) {
        this.work = work;
        this.programs = programs;
        this.analytics = analytics;
        this.application = application;
    }

    static Lab start(Path work) throws IOException, InterruptedException, SQLException {
        Programs programs = Programs.find(work);
        Cluster analytics = Cluster.start(programs, work.resolve("analytics"));
        Lab lab;
        try {
            lab = new Lab(work, programs, analytics, Cluster.start(programs, work.resolve("application")));
        } catch (IOException | SQLException | RuntimeException e) {
            analytics.close();
            throw e;
        }
        lab.analytics.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        lab.application.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        try (Connection admin = lab.analytics.admin(TEMPLATE)) {
            DatabaseRoles.createAnalytics(admin, passwords(DatabaseRoles.ANALYTICS));
        }
        try (Connection admin = lab.application.admin(TEMPLATE)) {
            DatabaseRoles.createApplication(admin, passwords(DatabaseRoles.APPLICATION));
        }
        Migrations.analytics(lab.analytics(TEMPLATE, Role.MIGRATOR));
        Migrations.application(lab.application(TEMPLATE, Role.MIGRATOR));
        return lab;
    }

    private static Map<Role, String> passwords(List<Role> roles) {
        return roles.stream().collect(Collectors.toMap(Function.identity(), role -> PASSWORD));
    }

    Database analytics(String database, Role role) {
        return new Database(analytics.jdbc(database), role.user(), PASSWORD);
    }

    Database application(String database, Role role) {
        return new Database(application.jdbc(database), role.user(), PASSWORD);
    }

    /** Makes an analytics database anew from another one. */
    void freshAnalytics(String name, String template) throws SQLException {
        fresh(analytics, name, template);
        try (Connection admin = analytics.admin(name)) {
            DatabaseRoles.createAnalytics(admin, Map.of());
        }
    }

    void freshApplication(String name, String template) throws SQLException {
        fresh(application, name, template);
        try (Connection admin = application.admin(name)) {
            DatabaseRoles.createApplication(admin, Map.of());
        }
    }

    /** Makes a database anew with the table that a reference fills, keyed as the product's is. */
    static void freshTable(Cluster cluster, String name) throws SQLException {
        fresh(cluster, name, "template0");
        cluster.execute(name, "CREATE TABLE predictions (" + PredictionsFile.DDL + ", PRIMARY KEY (customer_id))");
    }

    static void fresh(Cluster cluster, String name, String template) throws SQLException {
        cluster.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
                "CREATE DATABASE " + name + " TEMPLATE " + template);
    }

    static void drop(Cluster cluster, String name) throws SQLException {
        cluster.execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Publishes a folder in this process, unmeasured; answers the table. */
    String publish(String database, String model, String runId, Path out) {
        return PublishOnce.publish(analytics(database, Role.JOB), model, runId, out);
    }

    /** Writes what waits to be written, so that no step pays for the one before. */
    void settle() throws Exception {
        analytics.execute("postgres", "CHECKPOINT");
        application.execute("postgres", "CHECKPOINT");
        // A database that was dropped leaves the file system work, for which a commit would wait.
        Command.of("sync").run();
    }

    @Override
    public void close() {
        try (analytics;
                application) {
            // Both are stopped, whatever the other says.
        }
    }
}
