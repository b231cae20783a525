package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What a merge of another field keeps locked while readers poll. Held together, view and table would keep them waiting
 * for all rows, or end them for a deadlock: they lock the view and then its table.
 */
class MergeLocksIT {
    private static final String READ = "SELECT count(*) FROM predictions.audience";

    /** What nobody but the copy has locked against readers. */
    private static final String LOCKED = "SELECT relation::regclass::text FROM pg_locks"
            + " WHERE mode = 'AccessExclusiveLock' AND granted AND relation::regclass::text LIKE 'predictions.%audience%'";

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldKeepNoReaderWaitingForRowsNorLockViewAndTableTogether() throws Exception {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(merge("id", "viewers"));
        runs.publish(
                "run-2",
                "1.1.0",
                List.of(TestRuns.ID, TestRuns.VIEWERS, Field.parse("share", "long?")),
                "VALUES ('b', 2, 20)");
        applyingWaitsForALock();

        try (Connection reader = runs.application().as(Role.APP).connect();
                Connection signal = runs.application().admin()) {
            Sql.call(reader, "SET lock_timeout = '1s'");
            reader.setAutoCommit(false);
            CompletableFuture<CopyOutcome> copy = CompletableFuture.supplyAsync(this::copyPatiently);
            await("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'", copy);
            assertThat(TestDatabase.rows(reader, READ)).containsExactly("1");
            assertThat(runs.application().rows(LOCKED))
                    .as("while it applies rows")
                    .isEmpty();

            // The reader's transaction stays open, so that the copy has to wait for the view.
            Sql.call(signal, "SELECT pg_advisory_lock(4711)");
            await("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'predictions.audience'::regclass", copy);
            assertThat(runs.application().rows(LOCKED))
                    .as("while it waits for the view")
                    .isEmpty();
            assertThat(TestDatabase.rows(reader, READ)).containsExactly("1");
            reader.commit();

            assertThat(copy.join().complete()).isTrue();
            assertThat(TestDatabase.rows(reader, "SELECT * FROM predictions.audience ORDER BY id"))
                    .containsExactly("a|1|-", "b|2|20");
        }
    }

    /** A merge as slow as one of very many rows, for as long as the test likes. */
    private void applyingWaitsForALock() throws SQLException {
        runs.application().execute("""
                CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    FOR i IN 1..3000 LOOP
                        EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711);
                        PERFORM pg_sleep(0.01);
                    END LOOP;
                    RETURN NULL;
                END $$""");
        runs.application()
                .execute("CREATE TRIGGER wait BEFORE INSERT ON predictions.audience$1_1"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION public.wait()");
    }

    private CopyOutcome copyPatiently() {
        return new Copier(
                        runs.analytics().as(Role.ETL),
                        runs.application().as(Role.ETL),
                        CopySize.USUAL,
                        Duration.ofSeconds(30))
                .copy(merge("id", "viewers", "share"), () -> 900_000);
    }

    private void await(String sign, CompletableFuture<CopyOutcome> copy) throws SQLException {
        while (runs.application().rows(sign).isEmpty()) {
            assertThat(copy).as("the copy, before " + sign).isNotDone();
            Database.sleep(Duration.ofMillis(5));
        }
    }
}
