package dev.slipway.cli.rehearsal;

import java.util.concurrent.atomic.AtomicBoolean;

/** Something that has to be done once: at the end of a block, or when the process is told to stop before. */
public final class AtEnd {
    /** What is done; {@code stopping} tells that the process was told to stop. */
    public interface Action {
        void run(boolean stopping);
    }

    private final AtomicBoolean done = new AtomicBoolean();
    private final Action action;
    private final Thread hook;

    public AtEnd(Action action) {
        this.action = action;
        this.hook = new Thread(() -> once(true), "slipway-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process has been told to stop; then what breaks is no news. */
    public static boolean stopping() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping, so the hook does it; this thread must not tell of what breaks meanwhile.
            waitForHook();
            return;
        }
        once(false);
    }

    private void once(boolean stopping) {
        if (!done.getAndSet(true)) {
            action.run(stopping);
        }
    }

    private void waitForHook() {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
