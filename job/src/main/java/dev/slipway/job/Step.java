package dev.slipway.job;

import java.util.Locale;

/** The steps of a run, in their order. */
public enum Step {
    FETCH,
    PREDICT,
    PUBLISH,
    ARTIFACTS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
