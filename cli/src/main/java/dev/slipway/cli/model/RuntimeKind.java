package dev.slipway.cli.model;

import java.util.Arrays;
import java.util.Locale;

/** What {@code --runtime} takes. */
public enum RuntimeKind {
    /** A container where an engine answers and an image can be had, else a process. */
    AUTO,
    CONTAINER,
    PROCESS;

    /** @throws IllegalArgumentException where it is none of them */
    public static RuntimeKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("expected auto, container or process, got \"" + word + '"'));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
