package dev.slipway.desk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a run that a person starts has other than the scheduled ones.
 *
 * @param variables the model's own variables that are set otherwise, by their names without {@code SLIPWAY_VARIABLE_}
 * @param asOf the moment that is predicted for; empty for now
 * @param input another input: {@code s3://bucket/prefix/} or {@code sql:SELECT …}; empty for the file's
 */
public record RunRequest(Map<String, String> variables, Optional<Instant> asOf, Optional<String> input) {
    /** As the schedule would start it, now. */
    public static final RunRequest DEFAULT = new RunRequest(Map.of(), Optional.empty(), Optional.empty());

    public RunRequest {
        variables = Map.copyOf(variables);
    }
}
