package dev.slipway.cli.postgres;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server of our own on the loopback interface, in a folder: {@code data/}, {@code server.log}. It outlives
 * this process unless it is stopped. Everybody needs a password, the administrator too, as in the cloud.
 */
public final class PostgresCluster {
    /** The administrator's role; the product itself never uses it after the roles are made. */
    public static final String ADMINISTRATOR = "postgres";

    private static final int ATTEMPTS = 3;
    private static final String CONFIGURATION = """

            # A rehearsal's data can be made again: speed before durability.
            fsync = off
            full_page_writes = off
            max_wal_size = 4GB
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private final PostgresBinaries binaries;
    private final Path folder;
    private final List<String> prefix = Superuser.prefix();
    private volatile boolean stopped;

    public PostgresCluster(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder.toAbsolutePath();
    }

    /** Whether the folder holds a cluster's data, running or not. */
    public boolean exists() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /** Whether a server is running on the folder's data. */
    public boolean running() {
        return exists() && run("pg_ctl", List.of("status", "-D", data().toString())) == 0;
    }

    /** Makes the cluster where there is none, starts it where it is not running, and answers its port. */
    public synchronized int start(String password) {
        try {
            if (!exists()) {
                initialize(password);
            }
            for (int attempt = 1; !running(); attempt++) {
                if (stopped) {
                    throw new CliException(ExitCode.TERMINATED, "stopped while PostgreSQL was starting");
                }
                if (!launch(freePort()) && attempt == ATTEMPTS) {
                    throw new CliException(ExitCode.TRY_AGAIN, "PostgreSQL does not start, see " + log());
                }
            }
            return port();
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, "PostgreSQL does not start in " + folder + ": " + e, e);
        }
    }

    /** Stops the server, if there is one, without waiting for its clients; it cannot be started again by this object. */
    public void stop() {
        // Before waiting for whoever is starting it, so that they end early.
        stopped = true;
        synchronized (this) {
            stopServer();
        }
    }

    private void stopServer() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            run("pg_ctl", List.of("stop", "-D", data().toString(), "-m", "fast", "-w"));
        }
    }

    /** Stops the server and deletes its data. */
    public void remove() {
        stop();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, folder + " cannot be deleted: " + e, e);
        }
    }

    private void initialize(String password) throws IOException {
        // Made beside its place and moved there whole: a half-made one must not look like data.
        Path made = folder.resolve("data.new");
        Folders.delete(made);
        Files.createDirectories(folder);
        Path passwordFile = Files.createTempFile(folder, ".password", "");
        try {
            Files.writeString(passwordFile, password);
            List<String> arguments = List.of(
                    "-D",
                    made.toString(),
                    "-U",
                    ADMINISTRATOR,
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync");
            if (stopped || run("initdb", arguments) != 0) {
                throw new CliException(
                        ExitCode.TRY_AGAIN,
                        "PostgreSQL cannot make its data folder, see " + folder.resolve("initdb.log"));
            }
            Files.writeString(made.resolve("postgresql.conf"), CONFIGURATION, StandardOpenOption.APPEND);
            Files.move(made, data());
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private boolean launch(int port) {
        List<String> arguments =
                List.of("start", "-D", data().toString(), "-l", log().toString(), "-w", "-t", "60", "-o", "-p " + port);
        return run("pg_ctl", arguments) == 0;
    }

    /** The port that the running server wrote into its lock file, fourth line. */
    private int port() throws IOException {
        return Integer.parseInt(
                Files.readAllLines(data().resolve("postmaster.pid")).get(3).trim());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        try {
            // To a file and not to a pipe: the server inherits the stream and would keep a pipe open.
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                    folder.resolve(program + ".log").toFile()));
            builder.environment().put("LC_ALL", "C");
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_CONFIGURATION, command.get(0) + " does not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.TERMINATED, "interrupted while PostgreSQL's " + program + " ran", e);
        }
    }
}
