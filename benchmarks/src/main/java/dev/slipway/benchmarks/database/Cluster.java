package dev.slipway.benchmarks.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A PostgreSQL server of this run alone, on loopback. Its administrator needs no password, everybody else does. */
final class Cluster implements AutoCloseable {
    static final String ADMINISTRATOR = "postgres";

    /** Who does the references' work: with a password, as ours. */
    private static final String OTHERS = "reference";

    /** The same for everybody who is measured. What is committed is on the disk, as in production. */
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            shared_buffers = '1GB'
            max_wal_size = '8GB'
            checkpoint_timeout = '1h'
            autovacuum = off
            timezone = 'UTC'
            """;

    private static final String LOGIN = """
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Programs programs;
    private final Path data;
    private final int port;
    private final long postmaster;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Cluster(Programs programs, Path data, int port) throws IOException {
        this.programs = programs;
        this.data = data;
        this.port = port;
        this.postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        // Whoever interrupts a benchmark is left with no server.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    static Cluster start(Programs programs, Path data) throws IOException, InterruptedException, SQLException {
        run(programs.server(
                "initdb", "-D", data.toString(), "-U", ADMINISTRATOR, "--auth=trust", "--locale=C", "-E", "UTF8"));
        Files.writeString(data.resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), LOGIN);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String log = data.resolveSibling(data.getFileName() + ".log").toString();
        run(programs.server("pg_ctl", "start", "-w", "-D", data.toString(), "-l", log, "-o", "-p " + port));
        Cluster cluster = new Cluster(programs, data, port);
        try {
            cluster.execute("postgres", "CREATE ROLE " + OTHERS + " SUPERUSER LOGIN PASSWORD '" + Lab.PASSWORD + "'");
        } catch (SQLException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        // To a file: the server inherits it and would keep a pipe open.
        Path said = Files.createTempFile("postgresql", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put("LC_ALL", "C");
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ":\n" + Files.readString(said));
            }
        } finally {
            Files.delete(said);
        }
    }

    String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** For the references. */
    String jdbcOfOthers(String database) {
        return jdbc(database) + "?user=" + OTHERS + "&password=" + Lab.PASSWORD;
    }

    /** For psql and pgloader. */
    String uri(String database) {
        return "postgresql://" + OTHERS + ":" + Lab.PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    Connection admin(String database) throws SQLException {
        return DriverManager.getConnection(jdbc(database) + "?user=" + ADMINISTRATOR);
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = admin(database);
                Statement run = connection.createStatement()) {
            for (String statement : statements) {
                run.execute(statement);
            }
        }
    }

    /** The single value of a query. */
    String value(String database, String query) throws SQLException {
        try (Connection connection = admin(database);
                Statement run = connection.createStatement();
                ResultSet row = run.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Changes how it offers TLS, for connections from now on. */
    void offerTls(Map<String, String> settings) throws SQLException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            execute("postgres", "ALTER SYSTEM SET " + setting.getKey() + " = '" + setting.getValue() + "'");
        }
        execute("postgres", "SELECT pg_reload_conf()");
    }

    /** CPU seconds of the server and all its processes, also of those that have ended; NaN where there is no /proc. */
    double cpu() {
        return ServerCpu.seconds(postmaster);
    }

    @Override
    public void close() {
        stop();
    }

    private void stop() {
        if (stopped.getAndSet(true)) {
            return;
        }
        try {
            run(programs.server("pg_ctl", "stop", "-w", "-m", "fast", "-D", data.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
