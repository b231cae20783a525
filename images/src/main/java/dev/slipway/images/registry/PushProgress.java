package dev.slipway.images.registry;

/** Hears how a push goes on. */
public interface PushProgress {
    /** Nobody listens. */
    PushProgress NONE = new PushProgress() {};

    /** Bytes that are in the registry or on their way, of all; goes back where an attempt failed. */
    default void sent(long bytes, long total) {}

    /** Something that a person should know, such as an attempt that failed. */
    default void remark(String text) {}
}
