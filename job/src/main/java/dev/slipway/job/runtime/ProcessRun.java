package dev.slipway.job.runtime;

import dev.slipway.job.runtime.ImageEnd.Stopped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An image that runs as a process. */
final class ProcessRun implements ImageRun {
    private static final int LAST_LINES = 20;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessTree tree;
    private final Path home;
    private final Path out;
    private final Drain stdout;
    private final Drain stderr;
    private Stopped stopped = Stopped.NO;
    private boolean killed;

    ProcessRun(Process process, boolean ownGroup, Path home, Path out, Consumer<String> log) throws IOException {
        this.process = process;
        this.tree = new ProcessTree(process.toHandle(), ownGroup);
        this.home = home;
        this.out = out;
        Consumer<String> oneAtATime = line -> {
            synchronized (log) {
                log.accept(line);
            }
        };
        this.stdout = new Drain("image-stdout", process.getInputStream(), oneAtATime);
        this.stderr = new Drain("image-stderr", process.getErrorStream(), oneAtATime);
        process.getOutputStream().close();
        stdout.start();
        stderr.start();
    }

    @Override
    public ImageEnd await(Duration limit) {
        try {
            if (!process.waitFor(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS)) {
                stop(Stopped.DEADLINE);
            }
        } catch (InterruptedException asked) {
            stop(Stopped.ASKED);
            Thread.currentThread().interrupt();
        }
        return end();
    }

    @Override
    public void stop() {
        stop(Stopped.ASKED);
    }

    private synchronized void stop(Stopped why) {
        if (!process.isAlive()) {
            return;
        }
        stopped = stopped == Stopped.NO ? why : stopped;
        // Process.destroy would close the streams as well, and with them the last words of the image.
        process.toHandle().destroy();
        if (!ended(GRACE)) {
            killed = true;
            tree.kill();
            ended(GRACE);
        }
    }

    /** Waits even where the thread is interrupted: the image must not outlive the job. */
    private boolean ended(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized ImageEnd end() {
        tree.kill();
        drain(stdout);
        drain(stderr);
        Trees.delete(home);
        List<String> errors = stderr.lastLines(LAST_LINES);
        List<String> lines = new ArrayList<>(stdout.lastLines(LAST_LINES));
        lines.addAll(errors);
        return new ImageEnd(
                process.exitValue(),
                stopped,
                killed,
                stdout.head(),
                List.copyOf(lines),
                errors.isEmpty() ? null : errors.get(errors.size() - 1),
                stdout.notShown() + stderr.notShown(),
                OutFolder.clean(out));
    }

    private void drain(Drain drain) {
        boolean interrupted = Thread.interrupted();
        try {
            drain.join(DRAIN_LIMIT.toMillis());
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
