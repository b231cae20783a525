package dev.slipway.job.runtime;

/**
 * What was asked for a container to be limited to, in place of {@link ContainerLimits#of}.
 *
 * @param memory bytes; null where nothing was asked for
 * @param disk bytes; null where nothing was asked for
 */
public record AskedLimits(Long memory, Long disk) {
    public static final AskedLimits NONE = new AskedLimits(null, null);

    /** What to say where they are asked for and cannot be kept. */
    public static final String NOT_OF_A_PROCESS = "SLIPWAY_MEMORY and SLIPWAY_DISK limit containers, not processes";

    /** The same image with these limits; a process, which cannot be limited, as it is. */
    public ImageRuntime on(ImageRuntime runtime) {
        return runtime instanceof ContainerRuntime container ? on(container) : runtime;
    }

    /** The same image with these limits. */
    public ContainerRuntime on(ContainerRuntime container) {
        ContainerLimits limits = container.limits();
        limits = memory == null ? limits : limits.withMemory(memory);
        return container.with(disk == null ? limits : limits.withDisk(disk));
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
