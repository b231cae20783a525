package dev.slipway.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.services.codebuild.BuildSpec;

/** What a build does, {@code buildspec.yml}: a command that fails fails the build, so the job's exit status decides. */
final class JobBuildSpec {
    private JobBuildSpec() {}

    static BuildSpec read() {
        Map<String, Object> content = new LinkedHashMap<>();
        try (InputStream file = JobBuildSpec.class.getResourceAsStream("buildspec.yml")) {
            ((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file))
                    .forEach((key, value) -> content.put((String) key, value));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return BuildSpec.fromObjectToYaml(content);
    }
}
