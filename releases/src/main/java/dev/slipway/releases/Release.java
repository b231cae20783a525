package dev.slipway.releases;

import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;

/**
 * One model in one environment.
 *
 * @param schedule when it runs; empty where only a person starts it
 * @param input {@code s3://bucket/prefix/} or {@code sql:SELECT …} on the analytics database; {@code {asOf}} stands for
 *     the day of the run
 * @param inputKey ARN of the KMS key that encrypts the input in S3; empty where S3's own does
 * @param variables handed to the model as environment variables; nothing secret
 * @param keep how many runs the prediction store keeps, from 2 to 200
 * @param copy what goes to the application database; empty where nothing does
 */
public record Release(
        ModelVersion version,
        Optional<Schedule> schedule,
        String input,
        Optional<String> inputKey,
        Compute compute,
        Map<String, String> variables,
        RunLimits limits,
        int keep,
        Optional<Copy> copy) {}
