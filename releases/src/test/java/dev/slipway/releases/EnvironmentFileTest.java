package dev.slipway.releases;

import static dev.slipway.releases.Workspace.ENVIRONMENT;
import static dev.slipway.releases.Workspace.violations;
import static dev.slipway.releases.Workspace.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
    private static final ModelName MODEL = new ModelName("audience-forecast");

    @TempDir
    Path folder;

    @Test
    void shouldReadACompleteEnvironment() {
        Environment staging = Workspace.in(folder).readEnvironment(ENVIRONMENT);

        assertThat(staging)
                .isEqualTo(new Environment(
                        "staging",
                        new Account("222222222222"),
                        new Region("eu-central-1"),
                        true,
                        new Network.Own(Network.Egress.ENDPOINTS, 2, "10.64.0.0/20"),
                        new ApplicationDatabase.Create(),
                        0,
                        List.of("ml@example.com"),
                        Map.of(MODEL, release())));
        assertThat(staging.release(MODEL)).contains(release());
        assertThat(staging.release(new ModelName("churn"))).isEmpty();
    }

    private static Release release() {
        return new Release(
                ModelVersion.parse("1.0.0"),
                Optional.of(new Schedule(Cron.parse("0 6 * * ? *"), ZoneId.of("Europe/Berlin"))),
                "s3://feeds/programmes/{asOf}/",
                Optional.empty(),
                new Compute(ComputeSize.MEDIUM, Duration.ofHours(2)),
                Map.of("HORIZON_DAYS", "28"),
                new RunLimits(RejectLimit.parse("1%"), 1000, OptionalDouble.of(0.30)),
                30,
                Optional.of(new Copy(
                        "audience",
                        Copy.Mode.REPLACE,
                        List.of("programme_id", "air_date", "viewers"),
                        List.of(List.of("air_date")))));
    }

    @Test
    void shouldReportEveryViolationAtOnceWithFileLineKeyAndValue() {
        String wrong = with(ENVIRONMENT, "version: 1.0.0", "version: \"v1.4\"");
        wrong = with(wrong, "protect: true", "protect: yes");
        wrong = with(wrong, "keep: 30", "kep: 30");
        String all = with(wrong, "mode: replace", "mode: replce");

        assertThat(violations(() -> Workspace.in(folder).readEnvironment("prod.yaml", all)))
                .containsExactly(
                        "prod.yaml:3: protect: expected true or false such as true, got \"yes\"",
                        "prod.yaml:8: models.audience-forecast.keep: missing, expected such as keep: 30",
                        "prod.yaml:9: models.audience-forecast.version: "
                                + "expected MAJOR.MINOR.PATCH such as 1.4.2, got \"v1.4\"",
                        "prod.yaml:15: models.audience-forecast.kep: unknown key, expected version, schedule, input, inputKey, "
                                + "compute, variables, limits, keep, copy; did you mean keep?",
                        "prod.yaml:16: models.audience-forecast.copy.mode: "
                                + "expected one of replace, merge, got \"replce\"; did you mean replace?");
    }
}
