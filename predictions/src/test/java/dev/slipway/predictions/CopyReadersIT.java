package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What readers see while copies run: one run's rows, all of them, whatever their isolation. */
class CopyReadersIT {
    /** Every run has 2,000 rows with one value. */
    private static final String SUMMARY = "SELECT count(*), count(DISTINCT viewers) FROM predictions.audience";

    private static final String WHOLE = "2000|1";

    private final TestRuns runs = TestRuns.fresh();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void stop() {
        over.set(true);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverShowAnEmptyOrHalfRun(CopySpec.Mode mode) throws Exception {
        CopySpec spec = mode == CopySpec.Mode.MERGE ? merge("id", "viewers") : replace("id", "viewers");
        publish(1);
        runs.copy(spec);
        AtomicInteger reads = new AtomicInteger();
        List<Future<?>> readers = List.of(
                threads.submit(reading(Connection.TRANSACTION_READ_COMMITTED, 1, reads)),
                threads.submit(reading(Connection.TRANSACTION_READ_COMMITTED, 1, reads)),
                threads.submit(reading(Connection.TRANSACTION_REPEATABLE_READ, 5, reads)));

        for (int run = 2; run <= 7; run++) {
            publish(run);
            CopyOutcome outcome;
            do {
                outcome = runs.copier(new CopySize(run % 2 == 0 ? 500 : 5000, 250))
                        .copy(spec, () -> 900_000);
            } while (!outcome.complete());
        }

        over.set(true);
        for (Future<?> reader : readers) {
            reader.get();
        }
        assertThat(reads).hasValueGreaterThan(100);
    }

    /** Its snapshot is older than the run that it finds: rows that COPY froze are there for it all the same. */
    @ParameterizedTest
    @EnumSource
    void shouldShowTheNewRunWholeToATransactionThatBeganBefore(CopySpec.Mode mode) throws SQLException {
        CopySpec spec = mode == CopySpec.Mode.MERGE ? merge("id", "viewers") : replace("id", "viewers");
        try (Connection reader = runs.application().as(Role.APP).connect()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            TestDatabase.rows(reader, "SELECT * FROM predictions.freshness");
            publish(1);
            runs.copy(spec);
            assertThat(TestDatabase.rows(reader, SUMMARY)).containsExactly(WHOLE);
        }
    }

    @Test
    void shouldNotShowHalfAMergeToATransactionThatBeganBefore() throws SQLException {
        publish(1);
        runs.copy(merge("id", "viewers"));
        try (Connection reader = runs.application().as(Role.APP).connect()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            String all = "SELECT count(*), min(viewers), max(viewers) FROM predictions.audience";
            assertThat(TestDatabase.rows(reader, all)).containsExactly("2000|1|1");
            publish(2);
            assertThat(runs.copy(merge("id", "viewers")).complete()).isTrue();
            assertThat(TestDatabase.rows(reader, all)).containsExactly("2000|1|1");
            assertThat(runs.seen(all)).containsExactly("2000|2|2");
        }
    }

    @Test
    void shouldWaitForALongReaderWithoutHoldingUpOthersAndShowTheRowsOnceItIsGone() throws Exception {
        publish(1);
        runs.copy(replace("id", "viewers"));
        publish(2);
        try (Connection reader = runs.application().as(Role.APP).connect()) {
            reader.setAutoCommit(false);
            TestDatabase.rows(reader, SUMMARY);
            AtomicInteger reads = new AtomicInteger();
            Future<?> other = threads.submit(reading(Connection.TRANSACTION_READ_COMMITTED, 1, reads));

            CopyOutcome outcome = runs.copy(replace("id", "viewers"));

            over.set(true);
            other.get();
            assertThat(outcome.complete()).isFalse();
            assertThat(outcome.rows()).isEqualTo(2000);
            assertThat(outcome.notes())
                    .singleElement()
                    .asString()
                    .matches("showing run run-2 in predictions.audience: tried for 1 s to get a lock; in the way: pid"
                            + " \\d+ \\(slipway_app, idle in transaction, application 'slipway', in a transaction since"
                            + " 20\\S+ \\S+, its query began at 20\\S+ \\S+\\): SELECT count.*");
            assertThat(reads).hasPositiveValue();
            assertThat(runs.seen("SELECT run FROM predictions.freshness")).containsExactly("run-1");
        }
        runs.application()
                .execute("CREATE TABLE public.before AS SELECT last_value FROM predictions.loads_load_no_seq");
        assertThat(runs.copy(replace("id", "viewers")).complete()).isTrue();
        assertThat(runs.seen("SELECT run FROM predictions.freshness")).containsExactly("run-2");
        // What was loaded was not loaded again.
        assertThat(runs.application().rows("SELECT last_value FROM predictions.loads_load_no_seq"))
                .isEqualTo(runs.application().rows("SELECT * FROM public.before"));
    }

    @Test
    void shouldTellWhoReadsAnOldTableAndDropItLater() throws SQLException {
        publish(1);
        runs.copy(replace("id", "viewers"));
        publish(2);
        runs.copy(replace("id", "viewers"));
        try (Connection dump = runs.application().admin()) {
            dump.setAutoCommit(false);
            TestDatabase.rows(dump, "SELECT count(*) FROM predictions.audience$1_1");
            CopyOutcome outcome = runs.copy(replace("id", "viewers"));
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.notes())
                    .singleElement()
                    .asString()
                    .matches("predictions.audience\\$1_1 is still read by process \\d+ of postgres .*;"
                            + " a later copy tries again to drop it");
        }
        assertThat(runs.copy(replace("id", "viewers")).notes()).isEmpty();
        assertThat(runs.application().rows("SELECT to_regclass('predictions.audience$1_1')"))
                .containsExactly("-");
    }

    @Test
    void shouldTellWhyAnOldTableCannotBeDroppedAndCopyAllTheSame() throws SQLException {
        publish(1);
        runs.copy(replace("id", "viewers"));
        runs.application().execute("CREATE VIEW public.shortcut AS SELECT * FROM predictions.audience$1_1");
        publish(2);
        runs.copy(replace("id", "viewers"));
        publish(3);

        CopyOutcome outcome = runs.copy(replace("id", "viewers"));

        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.notes())
                .containsExactly(
                        "predictions.audience$1_1 stays: cannot drop table predictions.\"audience$1_1\" because"
                                + " other objects depend on it (view public.shortcut depends on table predictions."
                                + "\"audience$1_1\"); a later copy tries again to drop it");
    }

    @Test
    void shouldNeverRunTwoCopiesOfOneTableAtOnce() throws Exception {
        publish(1);
        List<Future<CopyOutcome>> copies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            copies.add(threads.submit(() -> runs.copy(replace("id", "viewers"))));
        }
        for (Future<CopyOutcome> copy : copies) {
            CopyOutcome outcome = copy.get();
            assertThat(outcome.complete() ? outcome.runId() : outcome.notes().get(0))
                    .isIn("run-1", "another copy to audience is running");
        }
        assertThat(runs.application().value("SELECT last_value FROM predictions.loads_load_no_seq"))
                .isEqualTo("1");
        assertThat(runs.seen(SUMMARY)).containsExactly(WHOLE);
    }

    @Test
    void shouldSayThatAnotherCopyIsRunning() throws SQLException {
        publish(1);
        List<CopyOutcome> second = new ArrayList<>();
        CopyOutcome first = runs.copier().copy(replace("id", "viewers"), () -> {
            if (second.isEmpty()) {
                second.add(null);
                second.set(0, runs.copy(replace("id", "viewers")));
            }
            return 900_000;
        });
        assertThat(first.complete()).isTrue();
        assertThat(second.get(0))
                .isEqualTo(new CopyOutcome(
                        "audience", false, 0, 0, null, 0, List.of("another copy to audience is running")));
    }

    private Callable<Void> reading(int isolation, int readsPerTransaction, AtomicInteger reads) {
        return () -> {
            try (Connection reader = runs.application().as(Role.APP).connect()) {
                // A copy that waits for a lock keeps others waiting for a second at most, and some for luck.
                Sql.call(reader, "SET lock_timeout = '5s'");
                reader.setTransactionIsolation(isolation);
                reader.setAutoCommit(false);
                while (!over.get()) {
                    TestDatabase.rows(reader, "SELECT * FROM predictions.freshness");
                    for (int i = 0; i < readsPerTransaction; i++) {
                        assertThat(TestDatabase.rows(reader, SUMMARY)).containsExactly(WHOLE);
                        reads.incrementAndGet();
                    }
                    reader.commit();
                }
            }
            return null;
        };
    }

    private void publish(int run) throws SQLException {
        runs.publish("run-" + run, "SELECT 'k' || i, " + run + " FROM generate_series(1, 2000) AS i");
    }
}
