package dev.slipway.infra;

import dev.slipway.releases.Release;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awscdk.services.codebuild.BuildEnvironmentVariable;
import software.amazon.awscdk.services.codebuild.BuildEnvironmentVariableType;

/**
 * What {@code slipway-job.jar} reads from its environment; its {@code --help} tells what each means. The run id, the
 * as-of and the work folder are the build's own and come from the buildspec.
 */
final class JobVariables {
    private final Map<String, BuildEnvironmentVariable> variables = new LinkedHashMap<>();

    private JobVariables(ModelRelease model, String metrics) {
        Release release = model.release();
        plain("SLIPWAY_IMAGE", model.repository());
        plain("SLIPWAY_NAME", model.name().value());
        // A release changes this value and nothing else in any template.
        plain("SLIPWAY_VERSION", release.version().toString());
        plain("SLIPWAY_TIMEOUT", release.compute().timeout().toMinutes() + "m");
        plain("SLIPWAY_INPUT", release.input());
        plain("SLIPWAY_SHARED", JobProgram.MOUNT + "/" + model.name());
        plain("SLIPWAY_REJECTS", release.limits().rejects().toString());
        plain("SLIPWAY_MIN_ROWS", Long.toString(release.limits().minRows()));
        plain("SLIPWAY_ROW_CHANGE", share(release.limits().rowChange()));
        plain("SLIPWAY_KEEP", Integer.toString(release.keep()));
        plain("SLIPWAY_ANALYTICS_URL", model.storage().analytics().jdbcUrl() + "?sslmode=verify-full");
        plain("SLIPWAY_ANALYTICS_USER", "slipway_job");
        secret("SLIPWAY_ANALYTICS_PASSWORD", model.parameter("analytics", "job"));
        plain("SLIPWAY_ARTIFACTS", "s3://" + model.storage().artifacts().getBucketName());
        plain("SLIPWAY_ENVIRONMENT", model.site().environment().name());
        plain("SLIPWAY_METRICS", metrics);
        rate(model).ifPresent(rate -> plain("SLIPWAY_RATE", rate));
        // By its own name JAVA_TOOL_OPTIONS or HTTPS_PROXY would work on the job and its engine.
        release.variables().forEach((name, value) -> plain("SLIPWAY_VARIABLE_" + name, value));
    }

    /** @param metrics the log group that takes the run's metrics */
    static Map<String, BuildEnvironmentVariable> of(ModelRelease model, String metrics) {
        return new JobVariables(model, metrics).variables;
    }

    private void plain(String name, String value) {
        put(name, BuildEnvironmentVariableType.PLAINTEXT, value);
    }

    private void secret(String name, String parameter) {
        put(name, BuildEnvironmentVariableType.PARAMETER_STORE, parameter);
    }

    private void put(String name, BuildEnvironmentVariableType type, String value) {
        variables.put(
                name, BuildEnvironmentVariable.builder().type(type).value(value).build());
    }

    private static Optional<String> rate(ModelRelease model) {
        return Optional.ofNullable(model.site()
                        .project()
                        .rates()
                        .get(model.release().compute().size()))
                .map(rate -> BigDecimal.valueOf(rate).toPlainString());
    }

    /** {@code 30%} for 0.3, as the environment file has it. */
    private static String share(OptionalDouble share) {
        return share.isEmpty()
                ? "off"
                : BigDecimal.valueOf(share.getAsDouble())
                                .movePointRight(2)
                                .setScale(6, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%";
    }
}
