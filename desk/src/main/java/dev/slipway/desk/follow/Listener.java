package dev.slipway.desk.follow;

import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.Copies.Progress;

/** Hears how something goes on. */
public interface Listener {
    /** Nobody listens. */
    Listener NONE = new Listener() {};

    /** A phase of a run has begun. */
    default void phase(String name) {}

    /** A phase of a run has failed. */
    default void failed(Phase phase) {}

    /** A line of a run's log. */
    default void line(String text) {}

    /** An invocation has copied some and not all. */
    default void copied(Progress progress) {}
}
