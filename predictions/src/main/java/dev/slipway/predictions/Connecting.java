package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Connects in a thread of its own, while the caller connects elsewhere: logging in takes a cold JVM most of a copy. */
final class Connecting implements AutoCloseable {
    private final CompletableFuture<Connection> connection;
    private boolean taken;

    /** @param patience asked where the server is away, and only then */
    Connecting(Database database, Supplier<Duration> patience) {
        connection = CompletableFuture.supplyAsync(() -> database.connect(patience), task -> {
            Thread thread = new Thread(task, "slipway-connect");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits for the connection, which is the caller's then; throws as {@link Database#connect()} does. */
    Connection take() {
        try {
            Connection connected = connection.get();
            taken = true;
            return connected;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(ExitCode.TRY_AGAIN, "interrupted while connecting", e);
        }
    }

    /** A connection that nobody took is closed as soon as it is there. */
    @Override
    public void close() {
        if (!taken) {
            connection.thenAccept(Connecting::end);
        }
    }

    private static void end(Connection unwanted) {
        try {
            unwanted.close();
        } catch (SQLException e) {
            // It is of no use to anybody, and broken.
        }
    }
}
