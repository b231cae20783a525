package dev.slipway.job.conformance;

import java.util.List;
import java.util.Map;

/**
 * What a container image says of itself.
 *
 * @param tag the tag that it was named by; null where it was named without one
 * @param architecture as OCI writes it, such as {@code amd64}
 * @param engineArchitecture the engine's own, written alike
 * @param user as configured; empty where none is
 * @param entrypoint as configured, in exec form; empty where there is none
 * @param command what the configuration puts behind the entry point where no verb is given
 */
public record ImageFacts(
        String tag,
        String os,
        String architecture,
        String engineArchitecture,
        String user,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> labels) {
    public ImageFacts {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        labels = Map.copyOf(labels);
    }
}
