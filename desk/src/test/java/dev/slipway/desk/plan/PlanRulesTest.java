package dev.slipway.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.Released;
import dev.slipway.desk.Sources;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which rules a change breaks, and what mends it. */
class PlanRulesTest extends PlanCase {
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
        assertThat(plan(edit("staging", "1.0.0", "2.0.0", "audience_v2", "other"))
                        .lines())
                .contains("  BROKEN copy: copy lacks id of the key of 2.0.0", "    → add it to copy.fields");
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
        image("1.1.0", "id:string viewers:double", GOLDEN, 0.4);
        images.computeIfPresent("forecast:1.1.0", (tag, image) -> ofAnotherModel(image));
        assertThat(broken(edit("staging", "1.0.0", "1.1.0", "audience", "id", "viewers")))
                .as("though its number is right")
                .containsExactly("label");
    }

    private static Released ofAnotherModel(Released image) {
        Manifest manifest = Manifest.parse(image.manifest().toJson().replace("forecast", "demand"));
        return new Released(image.version(), image.digest(), manifest, image.immutable(), image.golden());
    }

    @Test
    void shouldNotLetProdWaitForAStagingThatThereIsNot() {
        image("1.0.1", "id:string viewers:double", GOLDEN, 0.4);
        Planner planner = new Planner(name -> prod, Sources::registry, "prod"::equals);

        assertThat(planner.plan(List.of(edit("prod", "1.0.0", "1.0.1", "audience", "id", "viewers"))))
                .singleElement()
                .extracting(ModelPlan::broken)
                .isEqualTo(List.of());
    }

    @Test
    void shouldBeGoodOnlyWhereNothingIsBroken() {
        image("1.0.1", "id:string viewers:double", GOLDEN, 0.4);
        List<Edited> edits = List.of(
                edit("staging", "1.0.0", "1.0.1", "audience", "id", "viewers"),
                edit("staging", "1.0.0", "1.0.2", "audience", "id", "viewers"));

        Plan plan = new Plan(List.of("staging"), "main", new Planner(name -> staging).plan(edits), List.of());

        assertThat(plan.isGood()).isFalse();
        assertThat(plan.lines()).endsWith("2 changes in staging against main, 1 rule broken.");
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

    private List<String> broken(Edited edited) {
        return plan(edited).changes().get(0).broken().stream().map(Broken::rule).toList();
    }
}
