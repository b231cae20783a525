package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From publish to the application: what it shows follows {@code current_changes}, and nothing else. */
class OrderIT {
    private final TestRuns databases = TestRuns.fresh();
    private final CopySpec spec = TestRuns.replace("id", "viewers");

    @TempDir
    Path folder;

    @Test
    void shouldFollowWhatBecameCurrentAndNotWhoBeganFirst() throws SQLException {
        Manifest manifest = version("1.0.0");
        Runs runs = runs();
        Attempt early = runs.begin(manifest, "early", AS_OF);
        Attempt late = runs.begin(manifest, "late", AS_OF);
        Attempt newer = runs.begin(manifest, "newer", AS_OF.plusSeconds(60));

        publish(late, manifest, 2);
        assertThat(shown()).isEqualTo("2");
        publish(early, manifest, 1);
        assertThat(shown()).as("as old, and current after it").isEqualTo("1");
        publish(newer, manifest, 3);
        assertThat(runs.publish(manifest, "older", Runs.csv(1, 4)).heldReason()).contains("is older than");
        assertThat(shown()).isEqualTo("3");
        assertThat(runs.ledger().changes(manifest.name(), 1))
                .extracting(Change::runId)
                .containsExactly("late", "early", "newer");
    }

    @Test
    void shouldBringARollbackToTheApplicationUntilTheNextVersion() throws SQLException {
        Runs runs = runs();
        runs.publish(version("1.0.0"), "good", AS_OF, Runs.csv(1, 1), NO_LIMITS);
        runs.publish(version("1.0.1"), "bad", AS_OF.plusSeconds(1), Runs.csv(1, 2), NO_LIMITS);
        assertThat(shown()).isEqualTo("2");

        new Ledger(databases.analytics().as(Role.LEDGER)).rollback(TestRuns.MODEL, 1, null, "ann", "too high");
        assertThat(shown()).isEqualTo("1");

        runs.publish(version("1.0.1"), "scheduled", AS_OF.plusSeconds(2), Runs.csv(1, 3), NO_LIMITS);
        assertThat(shown()).as("the withdrawn version's next run").isEqualTo("1");

        runs.publish(version("1.0.2"), "mended", AS_OF.plusSeconds(3), Runs.csv(1, 4), NO_LIMITS);
        assertThat(shown()).isEqualTo("4");
        runs.publish(version("1.0.1"), "again", AS_OF.plusSeconds(4), Runs.csv(1, 5), NO_LIMITS);
        assertThat(shown()).as("no longer held").isEqualTo("5");
    }

    private Runs runs() {
        return new Runs(databases.analytics(), folder);
    }

    private static Manifest version(String version) {
        return Runs.manifest(TestRuns.MODEL.value(), version, "id:string", "viewers:double");
    }

    private void publish(Attempt attempt, Manifest manifest, int viewers) {
        new Publisher(databases.analytics().as(Role.JOB))
                .publish(attempt, manifest, runs().out(attempt.runId(), Runs.csv(1, viewers)), NO_LIMITS);
    }

    /** Copies and looks. */
    private String shown() throws SQLException {
        assertThat(databases.copy(spec).complete()).isTrue();
        return databases.seen("SELECT viewers FROM predictions.audience").get(0);
    }
}
