package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.fetch.InputFolder;
import dev.slipway.job.fetch.Source;
import dev.slipway.job.runtime.Trees;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * The input on its way into {@code in/}, on a thread of its own: the image is brought here and describes itself
 * meanwhile.
 */
final class Fetching {
    /** A query may say nothing for long; who gives up does not wait for it for ever. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final JobSettings settings;
    private final FutureTask<InputFolder> copying;
    private final Thread thread;
    private volatile boolean awaited;
    private volatile boolean givenUp;

    private Fetching(JobSettings settings, ProgressListener listener, BooleanSupplier stopping) {
        this.settings = settings;
        this.copying = new FutureTask<>(() -> copy(listener, stopping));
        this.thread = new Thread(copying, "slipway-fetch");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param stopping asked between pieces; once true, the copying ends with an exception */
    static Fetching start(JobSettings settings, ProgressListener listener, BooleanSupplier stopping) {
        return new Fetching(settings, listener, stopping);
    }

    private InputFolder copy(ProgressListener listener, BooleanSupplier stopping) {
        Folders.createEmpty(settings.in());
        InputFolder in = new InputFolder(settings.in(), () -> givenUp || stopping.getAsBoolean(), lines -> {
            if (awaited) {
                listener.progress(Step.FETCH, lines, -1);
            }
        });
        try {
            Source.of(settings.input(), settings.asOf(), settings.analytics()).fetch(in, listener::note);
            return in;
        } catch (RuntimeException failed) {
            // Half an input is worth nothing, and the next try wants an empty folder.
            Trees.delete(settings.in());
            throw failed;
        }
    }

    /** Waits for all of the input; throws what its source threw. */
    InputFolder await() {
        awaited = true;
        try {
            return copying.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (failed.getCause() instanceof Error reason) {
                throw reason;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            giveUp();
            throw new InferenceException(ExitCode.TERMINATED, "interrupted while the input was fetched");
        }
    }

    /** Ends the copying where nobody waited for it: there will be no run. */
    void giveUp() {
        givenUp = true;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        if (!awaited && copying.isDone() && isWhole()) {
            Trees.delete(settings.in());
        }
    }

    private boolean isWhole() {
        try {
            copying.get();
            return true;
        } catch (ExecutionException | InterruptedException failed) {
            return false;
        }
    }
}
