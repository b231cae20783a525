package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs become current, by limits, rollback, hold and release. */
class HoldIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final Limits LIMITS = new Limits(3, OptionalDouble.of(0.30), 200);

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldHoldARunWithTooFewRows() throws SQLException {
        Manifest manifest = model("few", "1.0.0");
        Published published = publish(manifest, "few-1", 0, 2);
        assertThat(published.current()).isFalse();
        assertThat(published.heldReason()).isEqualTo("it has 2 rows, fewer than minRows 3");
        assertThat(runs.ledger().current(manifest.name(), 1)).isEmpty();
        assertThat(runs.ledger().runs(manifest.name()).get(0).heldReason()).isEqualTo(published.heldReason());
        assertThat(DATABASE.value("SELECT count(*) FROM predictions.few_v1")).isEqualTo("2");
    }

    @Test
    void shouldNeverMakeAnEmptyRunCurrent() {
        Published published = runs.publish(model("empty", "1.0.0"), "empty-1", csv(0, 0));
        assertThat(published).returns(0L, Published::rows).returns("it has no rows", Published::heldReason);
    }

    @Test
    void shouldHoldARunWhoseRowsChangedTooMuch() {
        Manifest manifest = model("change", "1.0.0");
        publish(manifest, "change-1", 0, 10);
        assertThat(publish(manifest, "change-2", 1, 13).current()).isTrue();
        assertThat(publish(manifest, "change-3", 2, 9).heldReason())
                .isEqualTo("it has 9 rows, the current run change-2 has 13: more than rowChange 30.00% apart");
        assertThat(publish(manifest, "change-4", 3, 17).heldReason()).contains("17 rows");
        assertThat(publish(manifest, "change-5", 4, 16).current()).isTrue();
    }

    @Test
    void shouldHoldARunThatIsOlderThanTheCurrentOne() throws SQLException {
        Manifest manifest = model("older", "1.0.0");
        publish(manifest, "older-1", 0, 10);
        assertThat(publish(manifest, "older-2", -1, 10).heldReason()).contains("its as-of", "is older than");
        assertThat(publish(manifest, "older-3", 0, 11).current())
                .as("as old as")
                .isTrue();
        assertThat(DATABASE.value("SELECT count(*) FROM predictions.older_v1_current"))
                .isEqualTo("11");
    }

    @Test
    void shouldHoldTheWithdrawnVersionUntilAnotherIsPublished() throws SQLException {
        Manifest good = model("back", "1.0.0");
        Manifest bad = model("back", "1.0.1");
        publish(good, "back-1", 0, 10);
        publish(bad, "back-2", 1, 11);

        Change change = etl().rollback(good.name(), 1, null, "ann", "forecasts too high");

        assertThat(change)
                .returns(3L, Change::seq)
                .returns("back-1", Change::runId)
                .returns("ann", Change::who)
                .returns("forecasts too high", Change::reason);
        assertThat(DATABASE.value("SELECT count(*) FROM predictions.back_v1_current"))
                .isEqualTo("10");
        assertThat(publish(bad, "back-3", 2, 11).heldReason())
                .startsWith("version 1.0.1 is held since")
                .endsWith("by ann: forecasts too high");

        assertThat(publish(model("back", "1.0.2"), "back-4", 3, 11).current()).isTrue();
        assertThat(publish(bad, "back-5", 4, 11).current()).as("no longer held").isTrue();
        assertThat(DATABASE.rows("SELECT version, held, who FROM predictions.hold_changes WHERE model = 'back'"
                        + " ORDER BY changed_at"))
                .containsExactly("1.0.1|t|ann", "1.0.1|f|slipway_job");
    }

    @Test
    void shouldLetAReleasedVersionBecomeCurrentAgain() throws SQLException {
        Manifest manifest = model("release", "1.0.0");
        publish(manifest, "release-1", 0, 3);
        publish(manifest, "release-2", 1, 3);
        etl().rollback(manifest.name(), 1, "release-1", "ann", "looks odd");
        assertThat(publish(manifest, "release-3", 2, 3).current()).isFalse();

        etl().release(manifest.name(), 1, "bob", "was right after all");

        assertThat(publish(manifest, "release-4", 3, 3).current()).isTrue();
        assertThatThrownBy(() -> etl().release(manifest.name(), 1, "bob", "again"))
                .hasMessageContaining("no version is held")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(DATABASE.rows("SELECT held, who, reason FROM predictions.hold_changes WHERE model = 'release'"
                        + " ORDER BY changed_at"))
                .containsExactly("t|ann|looks odd", "f|bob|was right after all");
    }

    @Test
    void shouldGoBackStepByStepAndForwardToAHeldRun() {
        Manifest manifest = model("steps", "1.0.0");
        publish(manifest, "steps-1", 0, 3);
        publish(manifest, "steps-2", 1, 3);
        publish(manifest, "steps-3", 2, 3);
        assertThat(publish(manifest, "steps-4", 3, 30).current()).isFalse();

        assertThat(etl().rollback(manifest.name(), 1, null, "ann", "?").runId()).isEqualTo("steps-2");
        assertThat(etl().rollback(manifest.name(), 1, null, "ann", "?").runId()).isEqualTo("steps-1");
        assertThatThrownBy(() -> etl().rollback(manifest.name(), 1, null, "ann", "?"))
                .hasMessageContaining("a run that was current before steps-1 is not among the kept runs")
                .hasMessageContaining("steps-4, steps-3, steps-2, steps-1");
        assertThatThrownBy(() -> etl().rollback(manifest.name(), 1, "steps-1", "ann", "?"))
                .hasMessageContaining("run steps-1 is current already");
        assertThatThrownBy(() -> etl().rollback(manifest.name(), 1, "nonsense", "ann", "?"))
                .hasMessageContaining("run nonsense is not among the kept runs");

        etl().rollback(manifest.name(), 1, "steps-4", "ann", "a new channel, the rows are right");
        assertThat(publish(manifest, "steps-5", 4, 30).current())
                .as("going forward holds nothing")
                .isTrue();
    }

    @Test
    void shouldTellWhatWasCurrentOnADay() throws InterruptedException {
        Manifest manifest = model("days", "1.0.0");
        publish(manifest, "days-1", 0, 3);
        Instant between = Instant.now();
        Thread.sleep(5);
        publish(manifest, "days-2", 1, 3);
        assertThat(runs.ledger().currentOn(between)).extracting(RunEntry::runId).contains("days-1");
        assertThat(runs.ledger().currentOn(Instant.now()))
                .extracting(RunEntry::runId)
                .contains("days-2");
        assertThat(runs.ledger().currentOn(Instant.EPOCH)).isEmpty();
    }

    @Test
    void shouldShowAKilledAttemptAsLost() {
        Manifest manifest = model("killed", "1.0.0");
        runs.ledger()
                .begin(new RunStart("killed-1", manifest, AS_OF, Instant.now().minusSeconds(1), null));
        runs.ledger()
                .begin(new RunStart("killed-2", manifest, AS_OF, Instant.now().plusSeconds(600), null));
        assertThat(runs.ledger().runs(manifest.name()))
                .extracting(RunEntry::runId, RunEntry::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("killed-2", "running"),
                        org.assertj.core.groups.Tuple.tuple("killed-1", "lost"));
    }

    /** Whoever lost the answer to its commit thinks that it has failed. */
    @Test
    void shouldKeepTheFirstEndOfAnAttempt() {
        Manifest manifest = model("ends", "1.0.0");
        Attempt attempt = runs.begin(manifest, "ends-1", AS_OF);
        new Publisher(DATABASE.as(Role.JOB)).publish(attempt, manifest, runs.out("ends-1", csv(3, 1)), LIMITS);
        runs.ledger().fail(attempt, 75, "the database went away");
        assertThat(runs.ledger().runs(manifest.name()).get(0).outcome()).isEqualTo("succeeded");
    }

    @Test
    void shouldWriteAFailureWhateverTheImageSaid() {
        Manifest manifest = model("said", "1.0.0");
        runs.ledger().fail(runs.begin(manifest, "said-1", AS_OF), 70, "it said \0");
        assertThat(runs.ledger().runs(manifest.name()).get(0))
                .returns("failed", RunEntry::outcome)
                .returns("it said \uFFFD", RunEntry::reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void shouldJudgeADeadlineByTheServersClockThoughTheJobsIsAnHourOff(int hours) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
        Manifest manifest = model("clock" + (hours + 1), "1.0.0");
        Ledger ledger = new Ledger(DATABASE.as(Role.JOB), wrong);
        ledger.begin(new RunStart(
                manifest.name() + "-over", manifest, AS_OF, wrong.instant().minusSeconds(60), null));
        ledger.begin(new RunStart(
                manifest.name() + "-runs", manifest, AS_OF, wrong.instant().plusSeconds(60), null));
        assertThat(runs.ledger().runs(manifest.name()))
                .extracting(RunEntry::outcome)
                .containsExactly("running", "lost");
    }

    @Test
    void shouldRefuseARunIdOfAnotherVersion() {
        runs.begin(model("ids", "1.0.0"), "ids-1", AS_OF);
        assertThatThrownBy(() -> runs.begin(model("ids", "1.0.1"), "ids-1", AS_OF))
                .hasMessageContaining("run ids-1 belongs to ids 1.0.0 already");
    }

    private static Manifest model(String name, String version) {
        return manifest(name, version, "id:string", "viewers:double");
    }

    private static Published publish(Manifest manifest, String runId, int day, int rows) {
        return runs.publish(manifest, runId, AS_OF.plusSeconds(86_400L * day), csv(rows, day), LIMITS);
    }

    private static Ledger etl() {
        return new Ledger(DATABASE.as(Role.LEDGER));
    }
}
