package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.postgres.PostgresBinaries;
import dev.slipway.cli.postgres.PostgresCluster;
import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Role;
import dev.slipway.releases.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The two databases, each a cluster of its own, as in the cloud: separate servers, separate roles, every password
 * random and in the parameter store under the name that SSM will have.
 */
public final class Databases {
    private static final String ANALYTICS = "analytics";
    private static final String APPLICATION = "application";

    private final Path folder;
    private final String environment;
    private final LocalParameters parameters;
    private final PostgresCluster analytics;
    private final PostgresCluster application;
    private String analyticsUrl;
    private String applicationUrl;

    /** @param folder where the clusters' data lies */
    public Databases(PostgresBinaries binaries, Path folder, String environment, LocalParameters parameters) {
        this.folder = folder;
        this.environment = environment;
        this.parameters = parameters;
        this.analytics = new PostgresCluster(binaries, folder.resolve(ANALYTICS));
        this.application = new PostgresCluster(binaries, folder.resolve(APPLICATION));
    }

    /** Starts both at once where they are not running, makes roles, and migrates as a role without superuser. */
    public void start() {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> start(
                analytics,
                ANALYTICS,
                List.of(Role.MIGRATOR, Role.JOB, Role.ETL, Role.LEDGER, Role.READER),
                DatabaseRoles::createAnalytics,
                Migrations::analytics));
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> start(
                application,
                APPLICATION,
                List.of(Role.MIGRATOR, Role.ETL, Role.APP),
                DatabaseRoles::createApplication,
                Migrations::application));
        try {
            CompletableFuture.allOf(first, second).join();
            analyticsUrl = first.join();
            applicationUrl = second.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public Database analytics(Role role) {
        return new Database(analyticsUrl, role.user(), password(ANALYTICS, role));
    }

    public Database application(Role role) {
        return new Database(applicationUrl, role.user(), password(APPLICATION, role));
    }

    /** Whether one of them is running. */
    public boolean running() {
        return analytics.running() || application.running();
    }

    /** Stops both; their data stays. */
    public void stop() {
        both(PostgresCluster::stop);
    }

    /** Stops both and deletes their data. */
    public void remove() {
        both(PostgresCluster::remove);
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, folder + " cannot be deleted: " + e, e);
        }
    }

    private void both(Consumer<PostgresCluster> action) {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> action.accept(analytics)),
                        CompletableFuture.runAsync(() -> action.accept(application)))
                .join();
    }

    private interface CreateRoles {
        void in(Connection admin, Map<Role, String> passwords) throws SQLException;
    }

    private String start(
            PostgresCluster cluster,
            String name,
            List<Role> roles,
            CreateRoles createRoles,
            Consumer<Database> migrate) {
        String password = parameters.secret(new Names(environment).password(name, "admin"));
        int port = cluster.start(password);
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        String url = server + name;
        Map<Role, String> passwords = new EnumMap<>(Role.class);
        roles.forEach(role -> passwords.put(role, password(name, role)));
        createDatabase(new Database(server + "postgres", PostgresCluster.ADMINISTRATOR, password), name);
        try (Connection admin = new Database(url, PostgresCluster.ADMINISTRATOR, password).connect()) {
            createRoles.in(admin, passwords);
        } catch (SQLException e) {
            throw new CliException(ExitCode.DEFECT, "the roles of the " + name + " database: " + e.getMessage(), e);
        }
        migrate.accept(new Database(url, Role.MIGRATOR.user(), passwords.get(Role.MIGRATOR)));
        return url;
    }

    private static void createDatabase(Database server, String name) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            boolean there = "42P04".equals(e.getSQLState());
            if (!there) {
                throw new CliException(ExitCode.DEFECT, "the database " + name + ": " + e.getMessage(), e);
            }
        }
    }

    private String password(String database, Role role) {
        return parameters.secret(
                new Names(environment).password(database, role.name().toLowerCase(Locale.ROOT)));
    }
}
