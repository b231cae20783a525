package dev.slipway.cli.model;

import dev.slipway.job.runtime.ImageRuntime;

/**
 * What a model or an image runs on. Close it when it has run: what was brought into an engine for it alone goes.
 *
 * @param why which runtime and why, for the reader: goes on after "running …"
 * @param end takes away what was brought for it; may be called twice
 */
public record ChosenRuntime(ImageRuntime runtime, String why, Runnable end) implements AutoCloseable {
    ChosenRuntime(ImageRuntime runtime, String why) {
        this(runtime, why, () -> {});
    }

    /** In a few words: {@code container sha256:718b1d3f453f}, or {@code process}. */
    public String told() {
        return runtime.kind()
                + runtime.digest()
                        .map(digest -> " " + digest.substring(0, "sha256:".length() + 12))
                        .orElse("");
    }

    @Override
    public void close() {
        end.run();
    }
}
