package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known of a run before it is predicted.
 *
 * @param asOf the moment that the prediction is made for
 * @param deadline when the attempt counts as lost, if nothing is heard of it
 * @param inputSha256 SHA-256 of the input in hexadecimal; null where it is not known
 */
public record RunStart(String runId, Manifest manifest, Instant asOf, Instant deadline, String inputSha256) {
    public RunStart {
        if (runId == null || runId.isBlank() || runId.length() > 200) {
            throw new IllegalArgumentException("expected a run id of 1 to 200 characters, got " + runId);
        }
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(deadline, "deadline");
    }
}
