package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are away, or that ask for patience. */
class CopyTroubleIT {
    private static final String ALL = "SELECT * FROM predictions.audience ORDER BY id";

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldRefuseAWrongPasswordAtOnce() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        Database right = runs.application().as(Role.ETL);
        Copier copier = new Copier(runs.analytics().as(Role.ETL), new Database(right.url(), right.user(), "guess"));

        assertThatThrownBy(() -> copier.copy(replace("id", "viewers"), () -> 900_000))
                .hasMessageContaining("password authentication failed for user \"slipway_etl\"")
                .hasMessageNotContaining("guess")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldWaitForDatabasesThatAreAwayWhenItBegins() throws Exception {
        runs.publish("run-1", "VALUES ('a', 1)");
        try (Wire source = new Wire(runs.analytics().as(Role.ETL));
                Wire sink = new Wire(runs.application().as(Role.ETL))) {
            source.cut();
            sink.cut();
            Thread back = new Thread(() -> {
                Database.sleep(Duration.ofMillis(700));
                source.mend();
                Database.sleep(Duration.ofMillis(700));
                sink.mend();
            });
            back.start();
            assertThat(new Copier(source.database(), sink.database())
                            .copy(replace("id", "viewers"), () -> 900_000)
                            .complete())
                    .isTrue();
            back.join();
        }
        assertThat(runs.seen(ALL)).containsExactly("a|1");
    }

    @Test
    void shouldGoOnAfterTheSourceOrTheSinkWentAwayInTheMiddle() throws Exception {
        runs.publish("run-1", "VALUES ('a', 0)");
        runs.copy(replace("id", "viewers"));
        runs.publish("run-2", "SELECT 'k' || i, i FROM generate_series(1, 60000) AS i");
        try (Wire source = new Wire(runs.analytics().as(Role.ETL));
                Wire sink = new Wire(runs.application().as(Role.ETL))) {
            Copier copier = new Copier(source.database(), sink.database());
            for (Wire wire : List.of(source, sink)) {
                wire.make(Mishap.truncate(400_000, 1));
                assertThatThrownBy(() -> copier.copy(replace("id", "viewers"), () -> 900_000))
                        .isInstanceOf(PublishException.class)
                        .extracting("exitCode")
                        .isEqualTo(ExitCode.TRY_AGAIN);
                assertThat(runs.seen(ALL)).containsExactly("a|0");
                wire.mend();
            }
            assertThat(copier.copy(replace("id", "viewers"), () -> 900_000).rows())
                    .isEqualTo(60000);
        }
        assertThat(runs.seen("SELECT count(*), sum(viewers) FROM predictions.audience"))
                .containsExactly("60000|1800030000");
    }

    /** Few rows are merged in one transaction, more are staged before. */
    @ParameterizedTest
    @ValueSource(ints = {3, 500})
    void shouldChangeRowsAndCheckpointTogetherWhicheverOfTheLastStatementsDoesNotArrive(int rows) throws Exception {
        copyThrough(Trouble.NONE, "run-0", rows);
        AtomicInteger said = new AtomicInteger();
        copyThrough(Mishap.cut(1, passage -> isAStatement(passage) && said.incrementAndGet() < 0), "run-1", rows);
        assertThat(said.get()).isGreaterThan(8);
        for (int i = 2; i < 7; i++) {
            Mishap mishap = Mishap.cut(said.get() - 6 + i, CopyTroubleIT::isAStatement);
            copyThrough(mishap, "run-" + i, rows);
            assertThat(mishap.isOver()).isTrue();
            assertThat(
                            runs.application()
                                    .rows(
                                            "SELECT rows, (SELECT count(*) FROM predictions.audience) FROM predictions.freshness"))
                    .isSubsetOf(i * rows + "|" + i * rows, (i + 1) * rows + "|" + (i + 1) * rows);
            runs.copy(merge("id", "viewers"));
        }
        assertThat(runs.seen("SELECT count(*) FROM predictions.audience")).containsExactly("" + 7 * rows);
    }

    private static boolean isAStatement(Passage passage) {
        return passage.says("predictions.") || passage.says("COMMIT");
    }

    private void copyThrough(Trouble trouble, String run, int rows) throws Exception {
        runs.publish(run, "SELECT '" + run + "-' || i, i FROM generate_series(1, " + rows + ") AS i");
        try (Wire sink = new Wire(runs.application().as(Role.ETL))) {
            sink.make(trouble);
            new Copier(runs.analytics().as(Role.ETL), sink.database(), new CopySize(1000, 250), Duration.ofSeconds(2))
                    .copy(merge("id", "viewers"), () -> 900_000);
        } catch (PublishException e) {
            assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.TRY_AGAIN);
        }
    }

    @Test
    void shouldNotWaitForADatabaseThatSaysNothingMore() throws Exception {
        runs.publish("run-1", "VALUES ('a', 1)");
        try (Wire source = new Wire(runs.analytics().as(Role.ETL));
                Wire sink = new Wire(runs.application().as(Role.ETL))) {
            Copier copier = new Copier(impatient(source), impatient(sink));
            source.make(Mishap.blackHole("current_changes"));
            silent(copier);
            sink.make(Mishap.blackHole("begin_load"));
            silent(copier);
        }
        assertThat(runs.copy(replace("id", "viewers")).rows()).isEqualTo(1);
    }

    private static void silent(Copier copier) {
        assertThatThrownBy(() -> copier.copy(replace("id", "viewers"), () -> 900_000))
                .hasMessageStartingWith("copying audience to audience: An I/O error occurred")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
    }

    private static Database impatient(Wire wire) {
        Database database = wire.database();
        return new Database(database.url() + "?socketTimeout=1", database.user(), database.password());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnAfterAServerWasStoppedAndStarted(TestServers server) throws Exception {
        runs.publish("run-1", "SELECT 'k' || i, i FROM generate_series(1, 2500) AS i");
        Postmaster postmaster = server.postmaster();
        int[] looks = {10};
        assertThatThrownBy(() -> runs.copier(new CopySize(500, 250)).copy(replace("id", "viewers"), () -> {
                    if (--looks[0] == 0) {
                        restart(postmaster);
                    }
                    return 900_000;
                }))
                .isInstanceOf(PublishException.class)
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);

        assertThat(runs.copy(replace("id", "viewers")).rows()).isEqualTo(2500);
        assertThat(runs.seen("SELECT count(*), sum(viewers) FROM predictions.audience"))
                .containsExactly("2500|3126250");
        assertThat(runs.application().value("SELECT last_value FROM predictions.loads_load_no_seq"))
                .as("loads begun")
                .isEqualTo("1");
    }

    private static void restart(Postmaster server) {
        try {
            server.stop();
            server.start();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an owner sets for a whole database is meant for those who ask it something. */
    @Test
    void shouldTakeLongerThanADatabasesOwnerLetsOthers() throws SQLException {
        runs.publish("run-1", "SELECT 'k' || i, i FROM generate_series(1, 20000) AS i");
        runs.analytics().set("statement_timeout", "1ms");
        runs.application().set("statement_timeout", "1ms");
        assertThat(runs.copy(replace("id", "viewers")).complete()).isTrue();
        assertThatThrownBy(() -> runs.seen("SELECT pg_sleep(1)")).hasMessageContaining("statement timeout");
    }

    @Test
    void shouldTryAgainWhereAnotherServerHasTakenOver() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.application().set("default_transaction_read_only", "on");
        assertThatThrownBy(() -> runs.copy(replace("id", "viewers")))
                .hasMessageContaining("in a read-only transaction")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
    }

    @Test
    void shouldSayThatAnIndexedTextIsTooLong() throws SQLException {
        runs.publish(
                "run-1",
                "1.0.0",
                List.of(TestRuns.ID, Field.parse("title", "string")),
                // Random, or it would be compressed to fit.
                "SELECT 'a', string_agg(md5(random()::text), '') FROM generate_series(1, 120)");
        CopySpec spec = new CopySpec(
                TestRuns.MODEL,
                1,
                "audience",
                CopySpec.Mode.REPLACE,
                List.of("id", "title"),
                List.of(List.of("title")));
        assertThatThrownBy(() -> runs.copy(spec))
                .hasMessageContaining("copying audience to audience: index row size")
                .hasMessageContaining("exceeds btree version 4 maximum 2704")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldSayThatRetentionWasFasterThanTheCopy() throws Exception {
        runs.publish("run-1", "VALUES ('a', 1)");
        try (Connection admin = runs.application().admin()) {
            admin.setAutoCommit(false);
            Sql.call(admin, "LOCK TABLE predictions.loads IN SHARE MODE");
            CompletableFuture<CopyOutcome> copy =
                    CompletableFuture.supplyAsync(() -> runs.copy(replace("id", "viewers")));
            String waits =
                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%begin_load%' AND wait_event_type = 'Lock'";
            while (runs.application().rows(waits).isEmpty()) {
                Database.sleep(Duration.ofMillis(10));
            }
            runs.drop("run-1");
            admin.rollback();
            assertThatThrownBy(copy::join)
                    .hasMessageContaining("copy to audience: run run-1 was dropped by retention meanwhile")
                    .cause()
                    .extracting("exitCode")
                    .isEqualTo(ExitCode.TRY_AGAIN);
        }
    }

    @Test
    void shouldKeepTheRunFromRetentionUntilItIsCopied() throws SQLException {
        runs.publish("run-1", "SELECT 'k' || i, 1 FROM generate_series(1, 2500) AS i");
        int[] looks = {10};
        runs.copier(new CopySize(500, 250)).copy(replace("id", "viewers"), () -> --looks[0] > 0 ? 900_000 : 0);
        assertThat(runs.analytics()
                        .rows("SELECT run_id, until > now() + interval '23 hours' FROM predictions.leases"
                                + " JOIN predictions.runs USING (run_no)"))
                .containsExactly("run-1|t");
        runs.copy(replace("id", "viewers"));
        assertThat(runs.analytics().rows("SELECT * FROM predictions.leases")).isEmpty();
    }

    @Test
    void shouldLeaveNoConnectionOpen() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(merge("id", "viewers"));
        for (TestDatabase database : List.of(runs.analytics(), runs.application())) {
            try (Connection admin = database.admin()) {
                String open = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'slipway_etl' AND datname ="
                        + " current_database()";
                while (!TestDatabase.rows(admin, open).equals(List.of("0"))) {
                    Database.sleep(Duration.ofMillis(20));
                }
            }
        }
    }
}
