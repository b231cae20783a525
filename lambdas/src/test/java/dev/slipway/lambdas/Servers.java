package dev.slipway.lambdas;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.Success;
import dev.slipway.job.TestPostgres;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.Limits;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Publisher;
import dev.slipway.predictions.Role;
import dev.slipway.predictions.RunStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** An analytics and an application database, migrated, with runs that the real publisher published. */
final class Servers implements AutoCloseable {
    private static final String PASSWORD = "secret of all roles";
    private static final Field ID = Field.parse("id", "string");

    private static Servers shared;

    private final EmbeddedPostgres analytics;
    private final EmbeddedPostgres application;

    /** Two servers for the tests of copies, whose runs have ids of their own; they end with this JVM. */
    static synchronized Servers shared() {
        try {
            shared = shared == null ? new Servers() : shared;
            return shared;
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Servers() throws IOException, SQLException {
        this(Map.of());
    }

    /** @param options of both servers, as in postgresql.conf */
    Servers(Map<String, String> options) throws IOException, SQLException {
        analytics = started(options);
        application = started(options);
        try (Connection admin = analytics.getPostgresDatabase().getConnection()) {
            DatabaseRoles.createAnalytics(
                    admin,
                    Map.of(Role.MIGRATOR, PASSWORD, Role.JOB, PASSWORD, Role.ETL, PASSWORD, Role.LEDGER, PASSWORD));
        }
        try (Connection admin = application.getPostgresDatabase().getConnection()) {
            DatabaseRoles.createApplication(
                    admin, Map.of(Role.MIGRATOR, PASSWORD, Role.ETL, PASSWORD, Role.APP, PASSWORD));
        }
        Migrations.analytics(as(analytics, Role.MIGRATOR));
        Migrations.application(as(application, Role.MIGRATOR));
    }

    private static EmbeddedPostgres started(Map<String, String> options) throws IOException {
        EmbeddedPostgres.Builder builder = TestPostgres.builder();
        options.forEach(builder::setServerConfig);
        return builder.start();
    }

    /** As a superuser. */
    void analytics(String sql) throws SQLException {
        try (Connection admin = analytics.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As a superuser. */
    Connection application() throws SQLException {
        return application.getPostgresDatabase().getConnection();
    }

    int applicationPort() {
        return application.getPort();
    }

    /** What the function's environment is, for these copies. */
    Map<String, String> environment(String copies) {
        Database source = as(analytics, Role.ETL);
        Database sink = as(application, Role.ETL);
        return Map.of(
                "SLIPWAY_COPIES", copies,
                "SLIPWAY_ANALYTICS_URL", source.url(),
                "SLIPWAY_ANALYTICS_USER", source.user(),
                "SLIPWAY_ANALYTICS_PASSWORD", source.password(),
                "SLIPWAY_APPLICATION_URL", sink.url(),
                "SLIPWAY_APPLICATION_USER", sink.user(),
                "SLIPWAY_APPLICATION_PASSWORD", sink.password());
    }

    /** The same for the function that shows the ledger. */
    Map<String, String> ledgerEnvironment() {
        Database ledger = as(analytics, Role.LEDGER);
        return Map.of(
                "SLIPWAY_ANALYTICS_URL", ledger.url(),
                "SLIPWAY_ANALYTICS_USER", ledger.user(),
                "SLIPWAY_ANALYTICS_PASSWORD", ledger.password());
    }

    /** Where the analytics database listens; it trusts everybody on loopback. */
    int analyticsPort() {
        return analytics.getPort();
    }

    /** Publishes rows such as {@code a,1.5} of the fields id and value, and makes them current. */
    void publish(String model, String runId, Path folder, String... rows) throws IOException {
        Manifest manifest = new Manifest(
                Manifest.SPEC,
                new ModelName(model),
                ModelVersion.parse("1.0.0"),
                "",
                List.of("id"),
                List.of(ID),
                List.of(ID, Field.parse("value", "double?")),
                Map.of(),
                null,
                List.of(),
                0);
        Path out = Files.createDirectory(folder.resolve(runId));
        String predictions = write(out, Success.PREDICTIONS, "id,value\n" + String.join("\n", rows) + "\n");
        String rejects = write(out, Success.REJECTS, "file,line,field,code,reason\n");
        String report = write(out, "report.json", "{}");
        write(
                out,
                Success.FILE,
                new Success(Manifest.SPEC, runId, predictions, rows.length, rejects, 0, report).toJson());
        Database job = as(analytics, Role.JOB);
        Instant now = Instant.now();
        new Publisher(job)
                .publish(
                        new Ledger(job)
                                .begin(new RunStart(runId, manifest, now, now.plus(Duration.ofHours(1)), "input")),
                        manifest,
                        out,
                        new Limits(0, OptionalDouble.empty(), 10));
    }

    void rollback(String model) {
        new Ledger(as(analytics, Role.LEDGER)).rollback(new ModelName(model), 1, null, "a test", "to see it");
    }

    /** What the application sees; values joined by {@code |}. */
    List<String> seen(String query) throws SQLException {
        try (Connection app = as(application, Role.APP).connect();
                Statement statement = app.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1) + "|" + row.getString(2));
            }
            return rows;
        }
    }

    private static String write(Path folder, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), bytes);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Database as(EmbeddedPostgres server, Role role) {
        return new Database(server.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""), role.user(), PASSWORD);
    }

    @Override
    public void close() throws IOException {
        analytics.close();
        application.close();
    }
}
