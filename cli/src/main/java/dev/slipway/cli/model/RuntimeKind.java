package dev.slipway.cli.model;

import java.util.Locale;

/** What {@code --runtime} takes. */
public enum RuntimeKind {
    /** A container where an engine answers and an image can be had, else a process. */
    AUTO,
    CONTAINER,
    PROCESS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
