package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is large for its {@link CopySize} is loaded as two leaves at once, and one of them may fare ill. */
class CopyTwoLeavesIT {
    private static final String SUMMARY =
            "SELECT count(*), count(DISTINCT id), min(viewers), max(viewers) FROM predictions.audience";
    private static final String OLD = "3|3|1|1";
    private static final String NEW = "2500|2500|2|2";
    private static final CopySpec SPEC = replace("id", "viewers");

    /** Two leaves of 1,250 rows, in chunks of 250. */
    private static final CopySize TWO = new CopySize(5000, 250);

    private static final String SESSIONS =
            "SELECT pid FROM pg_stat_activity WHERE usename = 'slipway_etl' AND datname = current_database()";

    private final TestRuns runs = TestRuns.fresh();

    @BeforeEach
    void publish() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1), ('c', 1)");
        runs.copy(SPEC);
        runs.publish("run-2", "SELECT 'k' || i, 2 FROM generate_series(1, 2500) AS i ORDER BY md5(i::text)");
    }

    @Test
    void shouldLoadBothAtOnce() throws Exception {
        try (Connection admin = runs.application().admin()) {
            admin.setAutoCommit(false);
            Sql.call(admin, "LOCK TABLE predictions.leaves IN SHARE MODE");
            CompletableFuture<CopyOutcome> copy = start(() -> 900_000);
            await("SELECT count(*) = 2 FROM pg_stat_activity WHERE query LIKE '%finish_leaf%' AND wait_event_type ="
                    + " 'Lock'");
            admin.rollback();
            assertThat(copy.get().rows()).isEqualTo(2500);
        }
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
        assertThat(runs.application().rows("SELECT unnest(data_tables) FROM predictions.copies"))
                .containsExactly("audience$2_1", "audience$2_2");
        assertThat(runs.application().value("SELECT count(*) BETWEEN 1000 AND 1500 FROM predictions.audience$2_1"))
                .isEqualTo("t");
    }

    /** Which of the two sessions at either database, and after how many looks at the clock. */
    @ParameterizedTest
    @CsvSource({"APPLICATION,0,4", "APPLICATION,1,4", "ANALYTICS,0,4", "ANALYTICS,1,4", "APPLICATION,1,9"})
    void shouldEndTheOtherOneAndTellWhatFailedFirst(TestServers where, int which, int looks) throws Exception {
        TestDatabase database = where == TestServers.APPLICATION ? runs.application() : runs.analytics();
        AtomicInteger left = new AtomicInteger(looks);
        assertThatThrownBy(() -> copy(() -> {
                    if (isBeside() && left.decrementAndGet() == 0) {
                        terminate(database, SESSIONS + " ORDER BY backend_start OFFSET " + which + " LIMIT 1");
                    }
                    return 900_000;
                }))
                .isInstanceOf(PublishException.class)
                .hasMessageMatching(
                        "(?s).*(terminating connection due to administrator command|I/O error|connection failed).*")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(left.get()).isLessThanOrEqualTo(0);
        // The copy may have done all but to say that it needs the run no longer.
        assertThat(runs.seen(SUMMARY)).isSubsetOf(OLD, NEW);

        assertThat(copy(() -> 900_000).complete()).isTrue();
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
        assertThat(runs.application().value("SELECT last_value FROM predictions.loads_load_no_seq"))
                .as("loads begun")
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnWithTheRestWhenTheTimeOfOneIsOver(boolean beside) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CopyOutcome outcome = copy(() -> {
            if (!over.get() && isBeside() == beside && isIn("begun = 2")) {
                // The other one is done first.
                awaitQuietly("SELECT count(*) = 1 FROM predictions.leaves");
                over.set(true);
            }
            return over.get() ? 0 : 900_000;
        });
        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.notes()).isNotEmpty();
        assertThat(runs.seen(SUMMARY)).containsExactly(OLD);
        assertThat(runs.application().rows("SELECT leaf, from_block > 0, next_block IS NULL FROM predictions.leaves"))
                .containsExactly(beside ? "1|f|f" : "2|t|t");

        assertThat(copy(() -> 900_000).rows()).isEqualTo(2500);
        assertThat(runs.seen(SUMMARY)).containsExactly(NEW);
        assertThat(runs.application()
                        .value("SELECT data_tables @> ARRAY['" + (beside ? "audience$2_1" : "audience$2_2")
                                + "'] FROM predictions.copies"))
                .isEqualTo("t");
    }

    /** The session that has the lock for copies is gone, but its process does not know it yet and goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRecordNothingOnceAnotherCopyHasGoneOn(boolean withANewerRun) throws Exception {
        CountDownLatch besideMay = new CountDownLatch(1);
        CountDownLatch ownMay = new CountDownLatch(1);
        CountDownLatch bothWait = new CountDownLatch(2);
        AtomicBoolean own = new AtomicBoolean();
        CompletableFuture<CopyOutcome> first = start(() -> {
            if (isBeside()) {
                bothWait.countDown();
                await(besideMay);
            } else if (isIn("begun = 2") && !own.getAndSet(true)) {
                bothWait.countDown();
                await(ownMay);
            }
            return 900_000;
        });
        bothWait.await();
        terminate(
                runs.application(),
                "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid IN (" + SESSIONS + ")");
        if (withANewerRun) {
            runs.publish("run-3", "VALUES ('z', 9)");
            assertThat(copy(() -> 900_000).complete()).isTrue();
        } else {
            loadWithoutShowing();
        }
        besideMay.countDown();
        await("SELECT count(*) = 0 FROM (" + SESSIONS + ") AS sessions");
        ownMay.countDown();

        assertThatThrownBy(first::get)
                .hasCauseInstanceOf(PublishException.class)
                .hasMessageContaining(
                        withANewerRun
                                ? "another copy has begun anew meanwhile"
                                : "another copy has loaded some of the same blocks meanwhile");
        assertThat(copy(() -> 900_000).complete()).isTrue();
        assertThat(runs.seen(SUMMARY)).containsExactly(withANewerRun ? "1|1|9|9" : NEW);
    }

    /** All of it as one leaf, and then the time is over. */
    private void loadWithoutShowing() throws SQLException {
        String none = "SELECT count(*) = 0 FROM predictions.leaves";
        CopyOutcome outcome = runs.copier(new CopySize(100_000, 250)).copy(SPEC, () -> is(none) ? 900_000 : 0);
        assertThat(outcome.complete()).isFalse();
        assertThat(runs.application().rows("SELECT from_block, rows FROM predictions.leaves"))
                .containsExactly("0|2500");
    }

    private static boolean isBeside() {
        return Thread.currentThread().getName().equals("slipway-copy-beside");
    }

    private boolean isIn(String state) {
        return is("SELECT count(*) = 1 FROM predictions.loads WHERE " + state);
    }

    private boolean is(String condition) {
        try {
            return runs.application().value(condition).equals("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<CopyOutcome> start(LongSupplier clock) {
        return CompletableFuture.supplyAsync(() -> copy(clock));
    }

    private CopyOutcome copy(LongSupplier clock) {
        return runs.copier(TWO).copy(SPEC, clock);
    }

    private void await(String condition) throws InterruptedException {
        while (!is(condition)) {
            Thread.sleep(20);
        }
    }

    private void awaitQuietly(String condition) {
        try {
            await(condition);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void terminate(TestDatabase database, String pids) {
        try {
            assertThat(database.rows("SELECT pg_terminate_backend(pid) FROM (" + pids + ") AS sessions"))
                    .containsExactly("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
