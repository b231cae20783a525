package dev.slipway.job;

import java.util.Locale;

/** The steps of a run, in their order. */
public enum Step {
    FETCH,
    PREDICT,
    ARTIFACTS,
    PUBLISH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
