package dev.slipway.desk.aws;

import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import dev.slipway.releases.Account;
import dev.slipway.releases.Compute;
import dev.slipway.releases.ComputeSize;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.Region;
import dev.slipway.releases.Release;
import dev.slipway.releases.RunLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An environment for tests of the desk: its models are deployed in a fake cloud, each at version 1.0.0. */
final class Staging {
    static final ModelName CHURN = new ModelName("churn");
    static final Names NAMES = new Names("staging");

    private Staging() {}

    static Environment environment(String... models) {
        Map<ModelName, Release> releases = new LinkedHashMap<>();
        for (String model : models) {
            releases.put(
                    new ModelName(model),
                    new Release(
                            ModelVersion.parse("1.0.0"),
                            Optional.empty(),
                            "s3://feeds/{asOf}/",
                            Optional.empty(),
                            new Compute(ComputeSize.SMALL, Duration.ofHours(1)),
                            Map.of(),
                            new RunLimits(RejectLimit.parse("1%"), 1, OptionalDouble.empty()),
                            30,
                            Optional.empty()));
        }
        return new Environment(
                "staging",
                new Account("222222222222"),
                new Region("eu-central-1"),
                true,
                null,
                null,
                0,
                List.of(),
                releases);
    }

    static ProjectFile project() {
        return new ProjectFile(
                new Account("111111111111"),
                new Region("eu-central-1"),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    static CloudDesk desk(String... models) {
        return new CloudDesk(environment(models), project());
    }

    /** What infra's project of a model has in its environment. */
    static Map<String, String> variables(ModelName model, String version) {
        Map<String, String> variables = new HashMap<>();
        variables.put("SLIPWAY_IMAGE", project().registry() + "/" + model);
        variables.put("SLIPWAY_NAME", model.value());
        variables.put("SLIPWAY_VERSION", version);
        variables.put("SLIPWAY_ENVIRONMENT", "staging");
        variables.put("SLIPWAY_AS_OF", "2026-11-20T06:00:00Z");
        variables.put("SLIPWAY_INPUT", "s3://feeds/{asOf}/");
        variables.put("SLIPWAY_ARTIFACTS", "s3://artifacts");
        variables.put("SLIPWAY_ROW_CHANGE", "off");
        variables.put("SLIPWAY_ANALYTICS_PASSWORD", NAMES.password("analytics", "job"));
        return variables;
    }

    static void deploy(FakeCloud cloud, ModelName model, String version) {
        cloud.codeBuild().deploy(NAMES.project(model), NAMES.runLog(model), variables(model, version));
    }

    static Manifest manifest(ModelName model, String version) {
        List<Field> key = List.of(Field.parse("id", "string"));
        return new Manifest(
                Manifest.SPEC,
                model,
                ModelVersion.parse(version),
                "",
                List.of("id"),
                key,
                List.of(key.get(0), Field.parse("value", "double")),
                Map.of(),
                null,
                List.of(),
                0);
    }
}
