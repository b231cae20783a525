package dev.slipway.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Released;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Account;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Region;
import dev.slipway.releases.WrittenRelease;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan tells of a change. */
class PlannerTest extends PlanCase {
    private static final String OTHER_GOLDEN = "1".repeat(64);

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
            {"kind":"ADDED_NULLABLE","field":"confidence","bump":"MINOR"}],"input":[],"settings":[],"copy":"copy unaffected",\
            "comparable":true,"metrics":{"rmse":{"from":0.41,"to":0.38}},"sentence":"forecast 1.0.0 → 1.1.0 in\
             staging: +1 field (confidence), copy unaffected, rmse 0.41 → 0.38, sha256:110000000000…","notes":[],\
            "broken":[]}],"removed":[]}\
            """.formatted("11" + "0".repeat(62)));
    }

    @Test
    void shouldNotCompareMetricsOfAnotherGoldenSet() {
        image("1.0.1", "id:string viewers:double", OTHER_GOLDEN, 0.2);

        Plan plan = plan(edit("staging", "1.0.0", "1.0.1", "audience", "id", "viewers"));

        assertThat(plan.lines().get(0))
                .contains("same fields, copy unaffected, metrics not comparable (another golden set), sha256:101");
        assertThat(plan.changes().get(0).json())
                .containsEntry("comparable", false)
                .containsEntry("metrics", Map.of());
    }

    @Test
    void shouldKnowTheTableOfTheMajorThatRuns() {
        Edited edit = edit("staging", "1.0.0", "2.0.0", "audience", "id", "viewers");
        Environment file = file(edit);
        ModelVersion runs = ModelVersion.parse("1.0.0");
        Map<ModelName, Deployed> deployed =
                Map.of(edit.model(), new Deployed(edit.model(), runs, "", "", Map.of(), Instant.EPOCH));
        Map<ModelName, WrittenRelease> before =
                Map.of(edit.model(), new WrittenRelease(runs, Optional.of("audience"), Map.of()));
        Map<ModelName, WrittenRelease> already =
                Map.of(edit.model(), new WrittenRelease(edit.release().version(), Optional.of("audience"), Map.of()));

        assertThat(Edits.against(deployed, before, before, file)).containsExactly(edit);
        assertThat(Edits.against(deployed, already, already, file))
                .as("that table is not known to be of the one that runs")
                .singleElement()
                .extracting(Edited::tableBefore)
                .isEqualTo(Optional.empty());
    }

    @Test
    void shouldGiveAnotherMajorItsOwnTable() {
        image("2.0.0", "id:string audience_share:double", GOLDEN, 0.2);

        Plan plan = plan(edit("staging", "1.0.0", "2.0.0", "audience_v2", "id", "audience_share"));

        assertThat(plan.lines().get(0)).contains(", copy to its own table audience_v2, ");
        assertThat(plan.markdown()).contains("+1 field (audience\\_share)");
    }

    @Test
    void shouldLookAtWhatElseChangesUnderAVersionThatStays() {
        Edited good = other(edit("prod", "1.0.0", "1.0.0", "audience", "id", "viewers"), "limits", "keep");
        Edited broken = other(edit("staging", "1.0.0", "1.0.0", "viewing", "id", "slot"), "copy");

        assertThat(plan(good).lines())
                .as("staging need not run again what prod runs already")
                .containsExactly(
                        "forecast 1.0.0 in prod: other limits and keep, copy unaffected, sha256:100000000000…",
                        "1 change in prod against main, no rule broken.");
        assertThat(plan(broken).lines())
                .containsExactly(
                        "forecast 1.0.0 in staging: other copy, copy broken, sha256:100000000000…",
                        "  note: is copied to another table; audience stays as the last copy left it",
                        "  BROKEN copy: copy names slot, which 1.0.0 does not give; it gives id, viewers",
                        "    → take it out of copy.fields in environments/staging.yaml; readers will find null there",
                        "1 change in staging against main, 1 rule broken.");
        assertThat(plan(broken).changes().get(0).json())
                .containsEntry("from", "1.0.0")
                .containsEntry("to", "1.0.0")
                .containsEntry("settings", List.of("copy"));
    }

    @Test
    void shouldFindWhatElseTheFileSays() {
        Edited edit = edit("staging", "1.0.0", "1.0.0", "audience", "id", "viewers");
        Map<ModelName, WrittenRelease> before =
                WrittenRelease.all("models: {forecast: {version: 1.0.0, keep: 3, copy: {table: audience}}}");
        Map<ModelName, WrittenRelease> now =
                WrittenRelease.all("models: {forecast: {version: 1.0.0, keep: 4, copy: {table: audience}}}");

        assertThat(Edits.against(before, now, file(edit))).containsExactly(other(edit, "keep"));
        assertThat(Edits.against(before, before, file(edit))).isEmpty();
        assertThat(Edits.against(Map.of(), now, file(edit)))
                .as("new, so that all is other")
                .singleElement()
                .extracting(Edited::settings)
                .isEqualTo(List.of());
    }

    private static Edited other(Edited edit, String... settings) {
        return new Edited(
                edit.environment(), edit.model(), edit.from(), edit.tableBefore(), List.of(settings), edit.release());
    }

    private static Environment file(Edited edit) {
        return new Environment(
                edit.environment(),
                new Account("222222222222"),
                new Region("eu-central-1"),
                true,
                null,
                null,
                0,
                List.of(),
                Map.of(edit.model(), edit.release()));
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
    void shouldLetTheFileGoBackToAnEarlierVersion() {
        image("1.1.0", "id:string viewers:double confidence:double?", GOLDEN, 0.38);

        Plan plan = plan(edit("staging", "1.1.0", "1.0.0", "audience", "id", "viewers"));

        assertThat(plan.isGood()).isTrue();
        assertThat(plan.lines().get(0)).contains("-1 field (confidence)");
        assertThat(plan.lines().get(1)).isEqualTo("  note: goes back to an earlier version");
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
}
