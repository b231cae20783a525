package dev.slipway.job.runtime;

/**
 * What seals a container off, beside what is never broken; for runs it is always {@link #WHOLE}. The conformance check
 * breaks one seal at a time to find out what an image lacks.
 *
 * @param writableRoot whether its root may be written after all
 * @param init whether an init process hands signals on
 */
public record Seals(boolean writableRoot, boolean init) {
    public static final Seals WHOLE = new Seals(false, true);

    public Seals withWritableRoot() {
        return new Seals(true, init);
    }

    public Seals withoutInit() {
        return new Seals(writableRoot, false);
    }
}
