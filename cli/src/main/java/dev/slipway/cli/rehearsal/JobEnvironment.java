package dev.slipway.cli.rehearsal;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.Release;
import dev.slipway.releases.RunLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables of one job run, as its CodeBuild project will have them. */
final class JobEnvironment {
    private JobEnvironment() {}

    static Map<String, String> of(
            Options options, Settings settings, ModelFile model, RunFolder run, Input input, Databases databases) {
        Release release = settings.release();
        RunLimits limits = release.limits();
        Database analytics = databases.analytics(Role.JOB);
        Map<String, String> environment = new LinkedHashMap<>();
        release.variables().forEach((name, value) -> environment.put("SLIPWAY_VARIABLE_" + name, value));
        environment.put("SLIPWAY_IMAGE", run.image().toString());
        environment.put("SLIPWAY_NAME", model.name().value());
        environment.put("SLIPWAY_VERSION", model.version().toString());
        environment.put("SLIPWAY_RUN_ID", run.runId());
        environment.put("SLIPWAY_AS_OF", options.asOf().toString());
        environment.put("SLIPWAY_TIMEOUT", release.compute().timeout().toMinutes() + "m");
        environment.put("SLIPWAY_INPUT", input.address());
        environment.put("SLIPWAY_WORK", run.job().toString());
        environment.put(
                "SLIPWAY_SHARED",
                options.work()
                        .resolve("shared")
                        .resolve(settings.environment())
                        .resolve(model.name().value())
                        .toString());
        environment.put("SLIPWAY_REJECTS", limits.rejects().toString());
        environment.put("SLIPWAY_MIN_ROWS", Long.toString(limits.minRows()));
        environment.put("SLIPWAY_ROW_CHANGE", rowChange(limits));
        environment.put("SLIPWAY_KEEP", Integer.toString(release.keep()));
        environment.put("SLIPWAY_ANALYTICS_URL", analytics.url());
        environment.put("SLIPWAY_ANALYTICS_USER", analytics.user());
        environment.put("SLIPWAY_ANALYTICS_PASSWORD", analytics.password());
        Path artifacts =
                options.keep() ? KeptDatabases.artifacts(options.work(), settings.environment()) : run.artifacts();
        environment.put("SLIPWAY_ARTIFACTS", artifacts.toString());
        environment.put("SLIPWAY_VERBOSE", Boolean.toString(options.verbose()));
        return environment;
    }

    private static String rowChange(RunLimits limits) {
        return limits.rowChange().isEmpty()
                ? "off"
                : BigDecimal.valueOf(limits.rowChange().getAsDouble())
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%";
    }
}
