package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies that are cut: by the clock, by the death of a connection, by a newer run. */
class CopyResumeIT {
    private static final String SUMMARY =
            "SELECT count(*), count(DISTINCT id), min(viewers), max(viewers) FROM predictions.audience";
    private static final String OLD = "3|3|1|1";
    private static final String NEW = "2500|2500|2|2";

    /** Two leaves of up to 1,000 rows at once, in chunks of 250; one of 2,000 where rows are merged. */
    private static final CopySize SMALL = new CopySize(2000, 250);

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldLoadALargeRunAsLeavesAndShowThemTogether() throws SQLException {
        publishBoth(replace("id", "viewers"));

        CopyOutcome outcome = runs.copier(SMALL).copy(replace("id", "viewers"), () -> 900_000);

        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.rows()).isEqualTo(2500);
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
        assertThat(runs.application().value("SELECT cardinality(data_tables) > 2 FROM predictions.copies"))
                .isEqualTo("t");
        // One look into each leaf's key, and no leaf read as a whole.
        assertThat(String.join("\n", runs.seen("EXPLAIN SELECT * FROM predictions.audience WHERE id = 'k7'")))
                .contains("Index Scan")
                .doesNotContain("Seq Scan");
    }

    /** How the rows before were copied, how the next ones are, and what is shown in the end. */
    private enum Scenario {
        REPLACED(replace("id", "viewers"), replace("id", "viewers"), NEW),
        MERGED_IN_PLACE(merge("id", "viewers"), merge("id", "viewers"), "2503|2503|1|2"),
        MERGED_ANEW(replace("id", "viewers"), merge("id", "viewers"), "2503|2503|1|2");

        final CopySpec before;
        final CopySpec spec;
        final String shown;

        Scenario(CopySpec before, CopySpec spec, String shown) {
            this.before = before;
            this.spec = spec;
            this.shown = shown;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhereTheClockCutItWhateverTheStep(Scenario scenario) throws SQLException {
        publishBoth(scenario.before);
        int invocations = 0;
        CopyOutcome outcome;
        do {
            // Each invocation may look at the clock a few times more than the one before.
            AtomicInteger looks = new AtomicInteger(2 + invocations / 2);
            outcome = runs.copier(SMALL).copy(scenario.spec, () -> looks.decrementAndGet() >= 0 ? 900_000 : 0);
            invocations++;
            assertThat(runs.seen(SUMMARY)).containsExactly(outcome.complete() ? scenario.shown : OLD);
            assertThat(outcome.runId()).isEqualTo("run-2");
        } while (!outcome.complete() && invocations < 200);
        assertThat(outcome.complete()).isTrue();
        assertThat(invocations).isGreaterThan(3);
        assertThat(loadsBegun()).isEqualTo("2");
        runs.copier(SMALL).copy(scenario.spec, () -> 900_000);
        assertThat(staleTables()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhereTheDeathOfAConnectionCutItWhateverTheStep(Scenario scenario) throws SQLException {
        publishBoth(scenario.before);
        int killed = 0;
        boolean complete = false;
        for (int step = 1; !complete && step < 200; step++) {
            TestDatabase victim = step % 2 == 0 ? runs.analytics() : runs.application();
            AtomicInteger looks = new AtomicInteger(step);
            LongSupplier clock = () -> {
                if (looks.decrementAndGet() == 0) {
                    killConnections(victim);
                }
                return 900_000;
            };
            try {
                complete = runs.copier(SMALL).copy(scenario.spec, clock).complete();
            } catch (PublishException e) {
                assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.TRY_AGAIN);
                killed++;
            }
            // A connection may die after the last commit: then the copy fails and yet is done.
            assertThat(runs.seen(SUMMARY)).isSubsetOf(OLD, scenario.shown);
        }
        assertThat(complete).isTrue();
        assertThat(killed).isGreaterThan(5);
        assertThat(runs.seen(SUMMARY)).containsExactly(scenario.shown);
        assertThat(loadsBegun()).isEqualTo("2");
        assertThat(runs.analytics().rows("SELECT * FROM predictions.leases")).isEmpty();
    }

    @Test
    void shouldKeepTheLeavesThatWereDoneAndSendOnlyTheOthersAgain() throws SQLException {
        publishBoth(replace("id", "viewers"));
        AtomicBoolean killed = new AtomicBoolean();
        assertThatThrownBy(() -> runs.copier(SMALL).copy(replace("id", "viewers"), () -> {
                    if (areInTheThirdLeaf() && killed.compareAndSet(false, true)) {
                        killConnections(runs.application());
                    }
                    return 900_000;
                }))
                .isInstanceOf(PublishException.class);
        List<String> kept = leaves();
        assertThat(kept).isNotEmpty();

        runs.copier(SMALL).copy(replace("id", "viewers"), () -> 900_000);

        assertThat(runs.application().rows("SELECT unnest(data_tables) FROM predictions.copies"))
                .containsAll(kept)
                .hasSizeGreaterThan(kept.size());
    }

    @Test
    void shouldLoseNoLeafWhenItsTransactionDiesInTheServer() throws Exception {
        publishBoth(replace("id", "viewers"));
        try (Connection admin = runs.application().admin()) {
            admin.setAutoCommit(false);
            Sql.call(admin, "LOCK TABLE predictions.leaves IN SHARE MODE");
            CompletableFuture<CopyOutcome> copy = CompletableFuture.supplyAsync(
                    () -> runs.copier(SMALL).copy(replace("id", "viewers"), () -> 900_000));
            // The first leaf is loaded and keyed, and waits to be recorded.
            while (runs.application()
                    .rows(
                            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%finish_leaf%' AND wait_event_type = 'Lock'")
                    .isEmpty()) {
                Thread.sleep(20);
            }
            killConnections(runs.application());
            assertThatThrownBy(copy::get).hasCauseInstanceOf(PublishException.class);
            admin.rollback();
        }
        assertThat(runs.seen(SUMMARY)).containsExactly(OLD);
        assertThat(leaves()).isEmpty();
        assertThat(runs.copier(SMALL)
                        .copy(replace("id", "viewers"), () -> 900_000)
                        .complete())
                .isTrue();
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
    }

    @Test
    void shouldGiveUpAHalfLoadedRunWhenANewerOneIsCurrent() throws SQLException {
        publishBoth(replace("id", "viewers"));
        cutAfterALeaf();
        assertThat(leaves()).isNotEmpty();
        runs.publish("run-3", "VALUES ('z', 9)");

        CopyOutcome outcome = runs.copy(replace("id", "viewers"));

        assertThat(outcome).isEqualTo(new CopyOutcome("audience", true, 1, 1, "run-3", 3, List.of()));
        assertThat(runs.seen("SELECT * FROM predictions.audience")).containsExactly("z|9");
        assertThat(runs.application().rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'audience$2%'"))
                .isEmpty();
        assertThat(runs.analytics().rows("SELECT * FROM predictions.leases")).isEmpty();
    }

    @Test
    void shouldGiveUpAHalfLoadedFirstRunWhenANewerOneIsCurrent() throws SQLException {
        runs.publish("run-1", "SELECT 'k' || i, 2 FROM generate_series(1, 2500) AS i");
        cutAfterALeaf();
        assertThat(leaves()).isNotEmpty();
        runs.publish("run-2", "VALUES ('z', 9)");

        assertThat(runs.copy(replace("id", "viewers")).complete()).isTrue();

        assertThat(runs.seen("SELECT * FROM predictions.audience")).containsExactly("z|9");
        assertThat(runs.dataTables()).containsExactly("audience$2_1");
    }

    @Test
    void shouldSayWhenAHalfLoadedRunBecameCurrentThatIsCurrentOnceMore() throws SQLException {
        publishBoth(replace("id", "viewers"));
        cutAfterALeaf();
        runs.makeCurrent("run-1", "rollback");
        runs.makeCurrent("run-2", "rollback");

        assertThat(runs.copier(SMALL)
                        .copy(replace("id", "viewers"), () -> 900_000)
                        .complete())
                .isTrue();

        assertThat(runs.application().rows("SELECT seq, run_id FROM predictions.copies"))
                .containsExactly("4|run-2");
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
    }

    @Test
    void shouldTryALeafSmallerThatNeverCameToItsEnd() throws SQLException {
        publishBoth(replace("id", "viewers"));
        for (int i = 0; i < 3; i++) {
            AtomicInteger looks = new AtomicInteger(2);
            assertThatThrownBy(() -> runs.copier(SMALL).copy(replace("id", "viewers"), () -> {
                        if (looks.decrementAndGet() == 0) {
                            killConnections(runs.application());
                        }
                        return 900_000;
                    }))
                    .isInstanceOf(PublishException.class);
        }
        assertThat(runs.application().rows("SELECT tries FROM predictions.loads"))
                .containsExactly("3");

        runs.copier(SMALL).copy(replace("id", "viewers"), () -> 900_000);

        String first = runs.application().value("SELECT data_tables[1] FROM predictions.copies");
        assertThat(runs.application().value("SELECT count(*) < 400 FROM predictions." + first))
                .isEqualTo("t");
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
    }

    @Test
    void shouldLoadAgainWhenSomebodyDroppedALeaf() throws SQLException {
        publishBoth(replace("id", "viewers"));
        cutAfterALeaf();
        runs.application().execute("DROP TABLE predictions." + leaves().get(0));
        assertThat(runs.copier(SMALL)
                        .copy(replace("id", "viewers"), () -> 900_000)
                        .complete())
                .isTrue();
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseARunWhoseTableDoesNotHaveTheRowsOfTheLedger(Scenario scenario) throws SQLException {
        publishBoth(scenario.before);
        runs.analytics().execute("DELETE FROM predictions.audience_v1_run_2 WHERE id = 'k1200'");
        assertThatThrownBy(() -> runs.copy(scenario.spec))
                .hasMessageContaining("copy to audience: run run-2 has 2500 rows by the ledger, but 2499 in its table")
                .extracting("exitCode")
                .isEqualTo(ExitCode.DEFECT);
        assertThat(runs.seen(SUMMARY)).containsExactly(OLD);
    }

    private void publishBoth(CopySpec spec) throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1), ('c', 1)");
        runs.copy(spec);
        runs.publish("run-2", "SELECT 'k' || i, 2 FROM generate_series(1, 2500) AS i ORDER BY md5(i::text)");
    }

    private void cutAfterALeaf() throws SQLException {
        for (int most = 12; leaves().isEmpty(); most += 2) {
            AtomicInteger looks = new AtomicInteger(most);
            CopyOutcome outcome =
                    runs.copier(SMALL).copy(replace("id", "viewers"), () -> looks.decrementAndGet() >= 0 ? 900_000 : 0);
            assertThat(outcome.complete()).isFalse();
        }
    }

    private String loadsBegun() throws SQLException {
        return runs.application().value("SELECT last_value FROM predictions.loads_load_no_seq");
    }

    private List<String> leaves() throws SQLException {
        return runs.application().rows("SELECT data_table FROM predictions.leaves ORDER BY leaf");
    }

    private boolean areInTheThirdLeaf() {
        try {
            return !runs.application()
                    .rows("SELECT 1 FROM predictions.loads WHERE begun > 2")
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> staleTables() throws SQLException {
        return runs.application().rows("SELECT predictions.stale_data('audience')");
    }

    private static void killConnections(TestDatabase database) {
        try {
            List<String> killed = new ArrayList<>(
                    database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slipway_etl'"
                            + " AND datname = current_database()"));
            assertThat(killed).containsOnly("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
