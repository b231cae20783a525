package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Containers;
import dev.slipway.job.runtime.ImageEnd.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks every now and then how much an image has written and how much room it leaves. Engines limit memory and
 * processes by themselves, but not the size of a folder.
 */
final class ContainerWatch extends Thread {
    /** Room that is left to the machine: this much, or a twentieth of a small disk. */
    private static final long FLOOR = 256L << 20;

    private static final int FLOOR_SHARE = 20;
    private static final int MOST_FILES = 10_000;
    private static final long PAUSE_MILLIS = 200;
    /** Looking must cost next to nothing, even on a slow disk with many files. */
    private static final int LOOK_SHARE = 10;

    private final Containers containers;
    private final String id;
    private final Path out;
    private final Path shared;
    private final ContainerLimits limits;
    private final Consumer<Observed> tooMuch;
    private final long sharedBefore;
    private ProcessLimit processes;
    private volatile boolean processLimitReached;
    private volatile boolean ending;

    ContainerWatch(
            Containers containers,
            String id,
            Path out,
            Path shared,
            ContainerLimits limits,
            Consumer<Observed> tooMuch) {
        super("image-watch");
        setDaemon(true);
        this.containers = containers;
        this.id = id;
        this.out = out;
        this.shared = shared;
        this.limits = limits;
        this.tooMuch = tooMuch;
        this.sharedBefore = shared == null ? 0 : Usage.of(shared).bytes();
    }

    @Override
    public void run() {
        long pause = PAUSE_MILLIS / 4;
        while (!ending) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException ended) {
                return;
            }
            long began = System.nanoTime();
            look();
            pause = Math.max(PAUSE_MILLIS, (System.nanoTime() - began) / 1_000_000 * LOOK_SHARE);
        }
    }

    void end() {
        ending = true;
        interrupt();
    }

    boolean processLimitReached() {
        return processLimitReached;
    }

    private void look() {
        if (processes == null) {
            processes = ProcessLimit.of(containers, id).orElse(null);
        }
        processLimitReached |= processes != null && processes.reached();
        Stream.of(out, shared).filter(Objects::nonNull).forEach(this::look);
    }

    private void look(Path folder) {
        Usage usage = Usage.of(folder);
        long written = usage.bytes() - (folder.equals(shared) ? sharedBefore : 0);
        if (written > limits.disk()) {
            tell(
                    ExitCode.DEFECT,
                    "it had written " + ContainerLimits.words(written) + " to " + folder.getFileName()
                            + "/, more than the " + ContainerLimits.words(limits.disk())
                            + " that it may (SLIPWAY_DISK)");
        }
        if (usage.files() > MOST_FILES && folder.equals(out)) {
            tell(
                    ExitCode.DEFECT,
                    "it had made " + usage.files() + " files in " + folder.getFileName() + "/, more than the "
                            + MOST_FILES + " that it may");
        }
        try {
            var disk = Files.getFileStore(folder);
            long free = disk.getUsableSpace();
            long floor = Math.min(FLOOR, disk.getTotalSpace() / FLOOR_SHARE);
            if (free < floor && written > 0) {
                tell(
                        ExitCode.TRY_AGAIN,
                        "the disk of " + folder + " was nearly full: " + ContainerLimits.words(free) + " free, "
                                + ContainerLimits.words(floor) + " must stay, and it had written "
                                + ContainerLimits.words(written));
            }
        } catch (IOException unknown) {
            // A disk that does not tell its room cannot be watched for it.
        }
    }

    private void tell(ExitCode code, String reason) {
        if (!ending) {
            tooMuch.accept(new Observed(code, "was killed: " + reason));
        }
    }
}
