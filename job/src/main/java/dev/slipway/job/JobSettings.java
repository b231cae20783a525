package dev.slipway.job;

import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one job run is asked for. The environment variables that it is read from are in {@code slipway-job --help}.
 *
 * @param image the image folder, or an image's repository in a registry; null where the verb needs none
 * @param name the model that the image must be; null where any will do
 * @param version the version that the image must have; null where the verb needs none
 * @param timeout the time for fetch and predict together
 * @param input a path, {@code s3://…} or {@code sql:…}, still with {@code {asOf}}; null where the verb needs none
 * @param work the folder of this run; {@code in/} and {@code out/} are made below it
 * @param analytics the analytics database; null where the verb needs none and none was named
 * @param artifacts a folder or {@code s3://bucket/prefix}; null where none are kept
 * @param variables the model's own environment variables
 * @param container what a container is limited to
 * @param metrics where the run's figures go; null where nowhere
 * @param verbose whether the image prints stack traces
 * @param warnings what in the environment was not understood and not wrong enough to refuse
 */
public record JobSettings(
        String image,
        ModelName name,
        ModelVersion version,
        String runId,
        Instant asOf,
        Duration timeout,
        String input,
        Path work,
        Path shared,
        RejectLimit rejects,
        Limits limits,
        Database analytics,
        String artifacts,
        Map<String, String> variables,
        AskedLimits container,
        MetricsTarget metrics,
        boolean verbose,
        List<String> warnings) {
    public JobSettings {
        variables = Map.copyOf(variables);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads all that {@code run} needs.
     *
     * @throws InferenceException 78 that names every missing and every wrong variable
     */
    public static JobSettings fromEnvironment(Map<String, String> environment) {
        return fromEnvironment(Verb.RUN, environment);
    }

    /** The same for one verb, which needs fewer. */
    public static JobSettings fromEnvironment(Verb verb, Map<String, String> environment) {
        return new SettingsReader(verb, environment).read();
    }

    /**
     * Reads what a container is limited to, and nothing else.
     *
     * @throws InferenceException 78 that names every wrong variable
     */
    public static AskedLimits containerLimits(Map<String, String> environment) {
        return new SettingsReader(Verb.PREDICT, environment).containerLimits();
    }

    /** The folder with {@code request.json} and the data. */
    public Path in() {
        return work.resolve("in");
    }

    /** The folder that the image writes to. */
    public Path out() {
        return work.resolve("out");
    }
}
