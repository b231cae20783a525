package dev.slipway.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * How the process ends, and only once: by the verb's own end, by SIGTERM or by the deadline. {@code _SUCCESS} appears
 * exactly when the process ends with 0: a signal that comes before it prevents it, and one that comes after it is late.
 */
final class Ending {
    private final IntConsumer halt;
    private boolean stopped;
    private boolean committed;

    /** @param halt ends the process with a status at once; hooks would take part in the race otherwise */
    Ending(IntConsumer halt) {
        this.halt = halt;
    }

    /** Ends this Java process. */
    static Ending ofProcess() {
        Ending ending = new Ending(status -> {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(status);
        });
        // On SIGTERM the JVM runs its hooks and then ends with 143 by itself.
        Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "slipway-stop"));
        return ending;
    }

    /** From here on nothing is committed; waits where the commit came first, because then the end is near. */
    synchronized void stop() {
        stopped = true;
        while (committed) {
            waitForEver();
        }
    }

    /** Makes {@code _SUCCESS} appear; the run counts as done from here on. */
    synchronized void commit(Path prepared, Path success) throws IOException {
        while (stopped) {
            waitForEver();
        }
        Files.move(prepared, success, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
    }

    /** Ends the process, unless a signal is ending it already: then waits for that. */
    synchronized void end(ExitCode code) {
        while (stopped && !committed) {
            waitForEver();
        }
        halt.accept(code.code());
    }

    /** Ends the process when the deadline passes, whatever the model is doing then. */
    void endAt(Instant deadline) {
        Thread thread = new Thread(
                () -> {
                    sleepUntil(deadline);
                    synchronized (this) {
                        if (!committed && !stopped) {
                            System.err.println(late(deadline).getMessage());
                            end(ExitCode.TRY_AGAIN);
                        }
                    }
                },
                "slipway-deadline");
        thread.setDaemon(true);
        thread.start();
    }

    static InferenceException late(Instant deadline) {
        return new InferenceException(ExitCode.TRY_AGAIN, "the deadline " + deadline + " has passed; stopped");
    }

    private static void sleepUntil(Instant deadline) {
        try {
            for (Duration left = until(deadline); !left.isNegative(); left = until(deadline)) {
                Thread.sleep(Math.min(left.toMillis() + 1, 60_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration until(Instant deadline) {
        return Duration.between(Instant.now(), deadline);
    }

    private void waitForEver() {
        try {
            wait();
        } catch (InterruptedException e) {
            // The process is ending; nobody has a better use for this thread.
        }
    }
}
