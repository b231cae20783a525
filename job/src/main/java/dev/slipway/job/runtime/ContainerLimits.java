package dev.slipway.job.runtime;

import dev.slipway.job.engine.Engine;

/**
 * What a container may take of its machine.
 *
 * @param memory bytes, of which a quarter may be files in its home
 * @param processes processes and threads together
 * @param disk bytes below {@code out/}, and bytes that {@code shared/} grows by
 */
public record ContainerLimits(long memory, int processes, long disk) {
    /** The least that an engine accepts. */
    public static final long LEAST_MEMORY = 6L << 20;

    private static final long MEBIBYTE = 1L << 20;
    private static final long UNKNOWN_MACHINE = 4L << 30;
    private static final int PROCESSES = 1024;
    private static final long DISK = 64L << 30;

    public ContainerLimits {
        if (memory < LEAST_MEMORY || processes < 2 || disk < 1) {
            throw new IllegalArgumentException("expected at least " + words(LEAST_MEMORY)
                    + " of memory, 2 processes and some disk, got " + memory + ", " + processes + ", " + disk);
        }
    }

    /** Three quarters of the engine's memory: the job itself and the engine need some. */
    public static ContainerLimits of(Engine engine) {
        long machine = engine.memory() > 0 ? engine.memory() : UNKNOWN_MACHINE;
        return new ContainerLimits(Math.max(LEAST_MEMORY, machine / 4 * 3), PROCESSES, DISK);
    }

    public ContainerLimits withMemory(long bytes) {
        return new ContainerLimits(bytes, processes, disk);
    }

    public ContainerLimits withProcesses(int count) {
        return new ContainerLimits(memory, count, disk);
    }

    public ContainerLimits withDisk(long bytes) {
        return new ContainerLimits(memory, processes, bytes);
    }

    /** Bytes as people say them. */
    static String words(long bytes) {
        return bytes >= 10L << 30
                ? bytes / (1L << 30) + " GiB"
                : bytes >= 10 * MEBIBYTE ? bytes / MEBIBYTE + " MiB" : bytes / 1024 + " KiB";
    }
}
