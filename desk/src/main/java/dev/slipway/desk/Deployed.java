package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;
import java.util.Map;

/**
 * A model as it is deployed, which may differ from what its environment's file says by now.
 *
 * @param image repository that versions are pulled from
 * @param artifacts where runs keep their files, {@code s3://bucket}
 * @param variables what the job is started with, by name; a secret's value is the name of its parameter
 * @param changed when the project was changed last
 */
public record Deployed(
        ModelName model,
        ModelVersion version,
        String image,
        String artifacts,
        Map<String, String> variables,
        Instant changed) {
    public Deployed {
        variables = Map.copyOf(variables);
    }
}
