package dev.slipway.desk.plan;

import dev.slipway.desk.Released;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import dev.slipway.inference.Threshold;
import dev.slipway.releases.Compute;
import dev.slipway.releases.ComputeSize;
import dev.slipway.releases.Copy;
import dev.slipway.releases.Release;
import dev.slipway.releases.RunLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Images of the model forecast, and what changes when the file of staging or prod names one of them. */
abstract class PlanCase {
    static final String GOLDEN = "0".repeat(64);

    final Map<String, Released> images = new HashMap<>();
    PlanSources staging;
    PlanSources prod;

    @TempDir
    Path folder;

    @BeforeEach
    void release() {
        staging = new PlanSources("staging", images, folder);
        prod = new PlanSources("prod", images, folder);
        image("1.0.0", "id:string viewers:double", GOLDEN, 0.41);
    }

    Plan plan(Edited edited) {
        Map<String, PlanSources> desks = Map.of("staging", staging, "prod", prod);
        return new Plan(
                List.of(edited.environment()), "main", new Planner(desks::get).plan(List.of(edited)), List.of());
    }

    static Edited edit(String environment, String from, String to, String table, String... fields) {
        Release release = new Release(
                ModelVersion.parse(to),
                Optional.empty(),
                "s3://feeds/",
                Optional.empty(),
                new Compute(ComputeSize.SMALL, Duration.ofHours(1)),
                Map.of("HORIZON_DAYS", "28"),
                new RunLimits(RejectLimit.parse("1%"), 1, OptionalDouble.empty()),
                10,
                Optional.of(new Copy(table, Copy.Mode.REPLACE, List.of(fields), List.of())));
        return new Edited(
                environment,
                new ModelName("forecast"),
                Optional.of(ModelVersion.parse(from)),
                Optional.of("audience"),
                List.of(),
                release);
    }

    /** Pushes a version; its digest begins with the digits of its number. */
    String image(String version, String output, String golden, double rmse) {
        List<Field> fields = Arrays.stream(output.split(" "))
                .map(text -> Field.parse(text.split(":")[0], text.split(":")[1]))
                .toList();
        Manifest manifest = new Manifest(
                "1.0",
                new ModelName("forecast"),
                ModelVersion.parse(version),
                "",
                List.of("id"),
                fields.subList(0, 1),
                fields,
                Map.of(fields.get(1).name(), "actual"),
                golden,
                List.of(new Threshold("rmse", fields.get(1).name(), null, 0.45)),
                0);
        String number = version.replace(".", "");
        String digest = "sha256:" + number.replaceAll("0+$", "")
                + "0".repeat(64 - number.replaceAll("0+$", "").length());
        images.put(
                "forecast:" + version,
                new Released(
                        manifest.version(),
                        digest,
                        manifest,
                        Optional.of(true),
                        Optional.of(new GoldenMetrics(digest, golden, Map.of("rmse", rmse)))));
        return digest;
    }
}
