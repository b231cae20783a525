package dev.slipway.cli.model;

import dev.slipway.job.runtime.ImageRuntime;

/**
 * What a model or an image runs on.
 *
 * @param why which runtime and why, for the reader: goes on after "running …"
 */
public record ChosenRuntime(ImageRuntime runtime, String why) {
    /** In a few words: {@code container sha256:718b1d3f453f}, or {@code process}. */
    public String told() {
        return runtime.kind()
                + runtime.digest()
                        .map(digest -> " " + digest.substring(0, "sha256:".length() + 12))
                        .orElse("");
    }
}
