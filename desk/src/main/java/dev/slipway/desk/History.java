package dev.slipway.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was current of one model, and what was held; read as far as it is asked for. */
public interface History {
    /** The major versions that ever had a current run, in order. */
    List<Integer> majors();

    /** All changes of a major version, the oldest first. */
    List<Change> changes(int major);

    /** The latest change of a major version: its run is what readers see now. */
    Optional<Change> current(int major);

    /** What was current in a major version at a moment. */
    Optional<Change> currentOn(int major, Instant moment);

    /** The version of a major that a rollback withdrew and nobody has released since. */
    Optional<Hold> held(int major);
}
