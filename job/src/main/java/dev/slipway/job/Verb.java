package dev.slipway.job;

import java.util.Locale;
import java.util.Optional;

/** What the job is asked for; {@link #RUN} is the other three, one after another. */
public enum Verb {
    FETCH,
    PREDICT,
    PUBLISH,
    RUN;

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
        for (Verb verb : values()) {
            if (verb.word().equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
