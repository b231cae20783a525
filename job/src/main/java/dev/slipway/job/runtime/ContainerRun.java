package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Containers;
import dev.slipway.job.runtime.ImageEnd.Observed;
import dev.slipway.job.runtime.ImageEnd.Stopped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An image that runs in a container. What the command that is attached to it says or does decides nothing. */
final class ContainerRun implements ImageRun {
    /** What a shell answers for a program that it cannot find. */
    private static final int NEVER_STARTED = 127;

    private static final int LAST_LINES = 20;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Containers containers;
    private final String id;
    private final ContainerFailures failures;
    private final Path out;
    private final Process attached;
    private final Drain stdout;
    private final Drain stderr;
    private final ContainerWatch watch;
    private final Thread hook = new Thread(this::abandon, "image-container");
    private Stopped stopped = Stopped.NO;
    private Observed contained;
    private boolean killed;
    private volatile Containers.State over;
    private ImageEnd end;

    ContainerRun(Containers containers, String id, ContainerFailures failures, ImageCall call) {
        this.containers = containers;
        this.id = id;
        this.failures = failures;
        this.out = call.out();
        this.watch = new ContainerWatch(containers, id, call.out(), call.shared(), failures.limits(), this::contain);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            attached = containers.startAttached(id);
        } catch (RuntimeException tooLate) {
            containers.remove(id);
            throw new InferenceException(ExitCode.TERMINATED, "the image is not started any more: " + tooLate, tooLate);
        }
        Consumer<String> oneAtATime = line -> {
            synchronized (call.log()) {
                call.log().accept(line);
            }
        };
        this.stdout = new Drain("image-stdout", attached.getInputStream(), oneAtATime);
        this.stderr = new Drain("image-stderr", attached.getErrorStream(), oneAtATime);
        stdout.start();
        stderr.start();
        watch.start();
    }

    @Override
    public ImageEnd await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            if (!attached.waitFor(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS)) {
                stop(Stopped.DEADLINE);
            } else if (state().running()
                    && !containers.await(id, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
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

    /** Whether the kernel has refused it a process, as far as it was looked at. */
    boolean processLimitReached() {
        return watch.processLimitReached();
    }

    private synchronized void stop(Stopped why) {
        if (end != null || !runs()) {
            return;
        }
        stopped = stopped == Stopped.NO ? why : stopped;
        long patience = System.nanoTime() + GRACE.toNanos();
        // A container that is only just starting takes no signal yet.
        while (!containers.kill(id, "TERM") && !ended(MOMENT) && System.nanoTime() < patience) {
            continue;
        }
        if (!ended(Duration.ofNanos(patience - System.nanoTime()))) {
            killed = true;
            containers.kill(id, "KILL");
            ended(GRACE);
        }
    }

    /** Ends an image that takes more than it may, at once: time to say good-bye is time to take even more. */
    private void contain(Observed reason) {
        synchronized (this) {
            if (end != null || contained != null) {
                return;
            }
            contained = reason;
        }
        containers.kill(id, "KILL");
    }

    /** The engine is asked only until it says that the container has run and ended. */
    private Containers.State state() {
        Containers.State known = over;
        if (known == null) {
            known = containers.state(id);
            over = known.started() && !known.running() ? known : null;
        }
        return known;
    }

    private boolean runs() {
        return attached.isAlive() || state().running();
    }

    /** Waits even where the thread is interrupted: the image must not outlive the job. */
    private boolean ended(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return attached.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                            && !state().running();
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

    /** The program ends before the image does. */
    private void abandon() {
        try {
            stop(Stopped.ASKED);
            end();
        } catch (RuntimeException lost) {
            containers.remove(id);
        }
    }

    private synchronized ImageEnd end() {
        if (end != null) {
            return end;
        }
        watch.end();
        boolean gone = false;
        try {
            Containers.State state = state();
            gone = containers.remove(id);
            drain(stdout);
            drain(stderr);
            end = end(state);
            return end;
        } finally {
            if (!gone) {
                containers.remove(id);
            }
            forgetHook();
        }
    }

    private ImageEnd end(Containers.State state) {
        List<String> errors = stderr.lastLines(LAST_LINES);
        List<String> lines = new ArrayList<>(stdout.lastLines(LAST_LINES));
        lines.addAll(errors);
        return new ImageEnd(
                state.started() ? state.exitCode() : NEVER_STARTED,
                stopped,
                killed,
                stdout.head(),
                List.copyOf(lines),
                errors.isEmpty() ? null : errors.get(errors.size() - 1),
                stdout.notShown() + stderr.notShown(),
                observed(state, errors));
    }

    private Observed observed(Containers.State state, List<String> errors) {
        Observed left = OutFolder.clean(out);
        Observed seen = contained != null ? contained : failures.observe(state, errors, processLimitReached());
        return seen == null ? left : seen;
    }

    private static void drain(Drain drain) {
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

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itIsTheHook) {
            // The program is ending, perhaps by this very hook.
        }
    }
}
