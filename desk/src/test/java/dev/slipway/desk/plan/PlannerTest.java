package dev.slipway.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.Released;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.InferenceException;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
    private static final String GOLDEN = "0".repeat(64);
    private static final String OTHER_GOLDEN = "1".repeat(64);

    private final Map<String, Released> images = new HashMap<>();
    private PlanSources staging;
    private PlanSources prod;

    @TempDir
    private Path folder;

    @BeforeEach
    void release() {
        staging = new PlanSources("staging", images, folder);
        prod = new PlanSources("prod", images, folder);
        image("1.0.0", "id:string viewers:double", GOLDEN, 0.41);
    }

    @Test
    void shouldTellAGoodChangeInOneSentence() {
        image("1.1.0", "id:string viewers:double confidence:double?", GOLDEN, 0.38);

        Plan plan = plan(edit("staging", "1.0.0", "1.1.0", "audience", "id", "viewers"));

        assertThat(plan.lines())
                .containsExactly(
                        "forecast 1.0.0 → 1.1.0 in staging: +1 field (confidence), copy unaffected, rmse 0.41 → 0.38,"
                                + " sha256:110000000000…",
                        "1 change in staging against main, no rule broken.");
        assertThat(plan.isGood()).isTrue();
    }

    @Test
    void shouldKeepTheShapeOfItsJson() throws IOException {
        image("1.1.0", "id:string viewers:double confidence:double?", GOLDEN, 0.38);

        Plan plan = plan(edit("staging", "1.0.0", "1.1.0", "audience", "id", "viewers"));

        assertThat(JSON.std.asString(plan.json())).isEqualTo("""
            {"environments":["staging"],"against":"main","good":true,"changes":[{"environment":"staging",\
            "model":"forecast","from":"1.0.0","to":"1.1.0","digest":"sha256:%s","output":[\
            {"kind":"ADDED_NULLABLE","field":"confidence","bump":"MINOR"}],"input":[],"copy":"copy unaffected",\
            "comparable":true,"metrics":{"rmse":{"from":0.41,"to":0.38}},"sentence":"forecast 1.0.0 → 1.1.0 in\
             staging: +1 field (confidence), copy unaffected, rmse 0.41 → 0.38, sha256:110000000000…","notes":[],\
            "broken":[]}],"removed":[]}\
            """.formatted("11" + "0".repeat(62)));
    }

    @Test
    void shouldNotCompareMetricsOfAnotherGoldenSet() {
        image("1.0.1", "id:string viewers:double", OTHER_GOLDEN, 0.2);

        assertThat(plan(edit("staging", "1.0.0", "1.0.1", "audience", "id", "viewers"))
                        .lines()
                        .get(0))
                .contains("same fields, copy unaffected, metrics not comparable (another golden set), sha256:101");
    }

    @Test
    void shouldSayWhyThereIsNothingToCompare() {
        image("1.0.1", "id:string viewers:double", GOLDEN, 0.2);
        Edited edit = edit("staging", "1.0.0", "1.0.1", "audience", "id", "viewers");

        images.computeIfPresent("forecast:1.0.1", (tag, image) -> beside(image, Optional.empty()));
        assertThat(plan(edit).lines().get(0)).contains("metrics not comparable (1.0.1 was not measured)");

        GoldenMetrics others = new GoldenMetrics("sha256:other", GOLDEN, Map.of("rmse", 0.2));
        images.computeIfPresent("forecast:1.0.1", (tag, image) -> beside(image, Optional.of(others)));
        assertThat(plan(edit).lines().get(0))
                .contains("metrics not comparable (what lies beside 1.0.1 is of sha256:other)");
    }

    private static Released beside(Released image, Optional<GoldenMetrics> golden) {
        return new Released(image.version(), image.digest(), image.manifest(), image.immutable(), golden);
    }

    @Test
    void shouldSayWhichNumberIsHonest() {
        image("1.0.1", "id:string viewers:long", GOLDEN, 0.4);

        Plan plan = plan(edit("staging", "1.0.0", "1.0.1", "audience", "id", "viewers"));

        assertThat(plan.isGood()).isFalse();
        assertThat(plan.lines())
                .contains(
                        "  BROKEN number: 1.0.0 to 1.0.1 is a patch version, but output field viewers has another type"
                                + " (major)",
                        "    → release it as 2.0.0: raise the version in models/forecast/model.yaml, push it, and name"
                                + " that one here",
                        "1 change in staging against main, 1 rule broken.");
        assertThat(plan.markdown()).startsWith("""
            ### Slipway plan

            - ❌ forecast 1.0.0 → 1.0.1 in staging: viewers has another type, copy affected (viewers),\
             rmse 0.41 → 0.4, sha256:101000000000…
              - **number**: 1.0.0 to 1.0.1 is a patch version\
            """);
    }

    @Test
    void shouldNameEveryRuleThatIsBroken() {
        staging.secrets.clear();
        image("2.0.0", "id:string other:double", GOLDEN, 0.4);
        images.computeIfPresent(
                "forecast:2.0.0",
                (tag, image) -> new Released(
                        image.version(), image.digest(), image.manifest(), Optional.of(false), image.golden()));

        assertThat(broken(edit("staging", "1.0.0", "2.0.0", "audience", "id", "viewers")))
                .containsExactly("immutable", "copy", "table", "secret");
        assertThat(broken(edit("staging", "1.0.0", "2.0.0", "audience_v2", "id", "other")))
                .containsExactly("immutable", "secret");
        assertThat(broken(edit("staging", "1.0.0", "2.1.0", "audience_v2", "id", "other")))
                .containsExactly("tag", "secret");
    }

    @Test
    void shouldNameTheVariablesThatARunWouldLack() {
        image("1.1.0", "id:string viewers:double", GOLDEN, 0.4);
        images.computeIfPresent("forecast:1.1.0", (tag, image) -> needing(image, "HORIZON_DAYS", "REGION"));

        Plan plan = plan(edit("staging", "1.0.0", "1.1.0", "audience", "id", "viewers"));

        assertThat(plan.lines())
                .contains(
                        "  BROKEN variable: 1.1.0 needs REGION, which the release does not give; a run would end with"
                                + " 78",
                        "    → add it to models.forecast.variables in environments/staging.yaml");
        assertThat(plan.changes().get(0).broken()).hasSize(1);
    }

    private static Released needing(Released image, String... variables) {
        String names = "\"" + String.join("\",\"", variables) + "\"";
        Manifest manifest =
                Manifest.parse(image.manifest().toJson().replaceFirst("}$", ",\"variables\":[" + names + "]}"));
        return new Released(image.version(), image.digest(), manifest, image.immutable(), image.golden());
    }

    @Test
    void shouldRefuseAnImageThatSaysItIsAnother() {
        images.put("forecast:1.1.0", images.get("forecast:1.0.0"));

        assertThat(broken(edit("staging", "1.0.0", "1.1.0", "audience", "id", "viewers")))
                .containsExactly("label");
    }

    @Test
    void shouldLetTheFileGoBackToAnEarlierVersion() {
        image("1.1.0", "id:string viewers:double confidence:double?", GOLDEN, 0.38);

        Plan plan = plan(edit("staging", "1.1.0", "1.0.0", "audience", "id", "viewers"));

        assertThat(plan.isGood()).isTrue();
        assertThat(plan.lines().get(0)).contains("-1 field (confidence)");
        assertThat(plan.lines().get(1)).isEqualTo("  note: goes back to an earlier version");
    }

    @Test
    void shouldLetProdRunOnlyWhatStagingHasRunSuccessfully() throws IOException {
        String digest = image("1.0.1", "id:string viewers:double", GOLDEN, 0.4);
        Edited edit = edit("prod", "1.0.0", "1.0.1", "audience", "id", "viewers");

        assertThat(broken(edit)).containsExactly("order");
        staging.ran("forecast", "1.0.1", digest, 65).ran("forecast", "1.0.0", digest, 0);
        assertThat(broken(edit)).containsExactly("order");
        staging.ran("forecast", "1.0.1", "sha256:other", 0);
        assertThat(plan(edit).lines().get(1))
                .isEqualTo("  BROKEN order: staging has run forecast 1.0.1 with another content, sha256:other, not "
                        + digest);
        staging.ran("forecast", "1.0.1", digest, 0);
        assertThat(broken(edit)).isEmpty();
    }

    @Test
    void shouldPromoteOnlyWhatTheSourceHasRun() throws IOException {
        String digest = image("1.0.1", "id:string viewers:double", GOLDEN, 0.4);
        ModelName model = new ModelName("forecast");
        ModelVersion version = ModelVersion.parse("1.0.1");

        assertThat(Promotion.of(staging, staging, model, version)
                        .refused()
                        .orElseThrow()
                        .problem())
                .isEqualTo("staging has no successful run of forecast 1.0.1");
        assertThat(Promotion.of(staging, staging, model, ModelVersion.parse("1.0.2"))
                        .refused()
                        .orElseThrow()
                        .problem())
                .isEqualTo("there is no registry.example.com/slipway/forecast:1.0.2");
        staging.ran("forecast", "1.0.1", digest, 0);
        assertThat(Promotion.of(staging, staging, model, version).refused()).isEmpty();
    }

    @Test
    void shouldAskEachThingOnce() {
        List<Edited> edits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            image("1.0." + (i + 1), "id:string viewers:double", GOLDEN, 0.4);
            for (String environment : List.of("dev", "staging", "prod")) {
                edits.add(edit(environment, "1.0.0", "1.0." + (i + 1), "audience", "id", "viewers"));
            }
        }
        PlanSources dev = new PlanSources("dev", images, folder);
        Map<String, PlanSources> desks = Map.of("dev", dev, "staging", staging, "prod", prod);

        assertThat(new Planner(desks::get).plan(edits)).hasSize(60);

        assertThat(dev.asked("image") + staging.asked("image") + prod.asked("image"))
                .as("20 new versions and the one that runs")
                .isEqualTo(21);
        assertThat(List.of(dev.asked("secrets"), staging.asked("secrets"), prod.asked("secrets")))
                .containsOnly(1);
        assertThat(staging.asked("runs")).isEqualTo(20);
    }

    @Test
    void shouldTellNothingHalfWhereASourceIsAway() {
        InferenceException away = new InferenceException(ExitCode.TRY_AGAIN, "the registry is away");
        PlanSources broken = new PlanSources("staging", images, folder);
        broken.away = away;
        Planner planner = new Planner(name -> broken);

        assertThatThrownBy(() -> planner.plan(List.of(edit("staging", "1.0.0", "1.1.0", "a", "id"))))
                .isSameAs(away);
    }

    private List<String> broken(Edited edited) {
        return plan(edited).changes().get(0).broken().stream().map(Broken::rule).toList();
    }

    private Plan plan(Edited edited) {
        Map<String, PlanSources> desks = Map.of("staging", staging, "prod", prod);
        return new Plan(
                List.of(edited.environment()), "main", new Planner(desks::get).plan(List.of(edited)), List.of());
    }

    private static Edited edit(String environment, String from, String to, String table, String... fields) {
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
                release);
    }

    /** Pushes a version; its digest begins with the digits of its number. */
    private String image(String version, String output, String golden, double rmse) {
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
