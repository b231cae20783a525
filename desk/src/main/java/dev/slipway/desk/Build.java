package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as the service that runs it sees it: also one that never came as far as the job.
 *
 * @param version what its variables asked for; null where they do not say
 * @param phase the phase that is under way, or the last: {@code PROVISIONING}, {@code BUILD}, …
 * @param started when it was asked for
 * @param ended empty while it goes on
 * @param phases those that have begun, in order
 * @param startedBy {@code person} or the schedule's role, as the service names it
 */
public record Build(
        ModelName model,
        String runId,
        String version,
        Status status,
        String phase,
        Instant started,
        Optional<Instant> ended,
        List<Phase> phases,
        String startedBy) {
    public Build {
        phases = List.copyOf(phases);
    }

    /** How a build ends; all but {@link #IN_PROGRESS} are final. */
    public enum Status {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED,
        FAULT,
        TIMED_OUT,
        STOPPED;

        public boolean isFinal() {
            return this != IN_PROGRESS;
        }
    }

    /**
     * A part of a build.
     *
     * @param status null while it goes on
     * @param seconds how long it took; null while it goes on
     * @param message why it failed; empty where it did not
     */
    public record Phase(String name, Status status, Long seconds, String message) {}
}
