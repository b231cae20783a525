package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those see who read while runs are published: always one whole run. */
class ReadersIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final int ROWS = 5_000;

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldShowReadersOneWholeRunAtAnyTime() throws Exception {
        Manifest manifest = model("polled");
        runs.publish(manifest, "polled-0", csv(ROWS, 0));
        AtomicBoolean over = new AtomicBoolean();
        Set<String> seen = new ConcurrentSkipListSet<>();
        AtomicLong reads = new AtomicLong();
        List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> poll(i % 2 == 0, over, seen, reads)))
                .toList();
        try {
            for (int run = 1; run <= 8; run++) {
                // Every other run has doubled keys, which take the way of a second COPY.
                String doubled = run % 2 == 0 ? csv(ROWS, run).substring("id,viewers\n".length()) : "";
                long before = reads.get();
                runs.publish(manifest, "polled-" + run, AS_OF.plusSeconds(run), csv(ROWS, run) + doubled, NO_LIMITS);
                while (reads.get() < before + 8 && readers.stream().noneMatch(CompletableFuture::isDone)) {
                    Thread.sleep(1);
                }
            }
        } finally {
            over.set(true);
        }
        readers.forEach(CompletableFuture::join);
        assertThat(seen).allMatch(row -> row.matches(ROWS + "\\|(\\d)\\|\\1")).contains(ROWS + "|0|0", ROWS + "|8|8");
    }

    /** At READ COMMITTED, or at REPEATABLE READ with a snapshot taken some time before the read. */
    private static void poll(boolean repeatable, AtomicBoolean over, Set<String> seen, AtomicLong reads) {
        try (Connection connection = DATABASE.as(Role.READER).connect()) {
            connection.setAutoCommit(!repeatable);
            if (repeatable) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            while (!over.get()) {
                if (repeatable) {
                    TestDatabase.rows(connection, "SELECT 1");
                    Thread.sleep(20);
                }
                seen.addAll(TestDatabase.rows(
                        connection, "SELECT count(*), min(viewers), max(viewers) FROM predictions.polled_v1_current"));
                if (repeatable) {
                    connection.commit();
                }
                reads.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldShowAWholeRunToASnapshotThatIsOlderThanIt() throws SQLException {
        Manifest manifest = model("snapshot");
        runs.publish(manifest, "snapshot-1", csv(10, 1));
        try (Connection reader = DATABASE.as(Role.READER).connect()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            TestDatabase.rows(reader, "SELECT 1");

            runs.publish(manifest, "snapshot-2", csv(10, 2) + "k0001,3\nk0002,3\n");

            assertThat(TestDatabase.rows(
                            reader, "SELECT count(*), min(viewers), max(viewers) FROM predictions.snapshot_v1_current"))
                    .as("FREEZE shows it the new run, and no doubled key")
                    .containsExactly("10|2|2");
        }
    }

    @Test
    void shouldNameALongReaderAndLetOthersPassWhileItWaits() throws Exception {
        Manifest manifest = model("long");
        runs.publish(manifest, "long-1", csv(3, 1));
        Attempt attempt = runs.begin(manifest, "long-2", AS_OF);
        Path out = runs.out("long-2", csv(3, 2));
        Publisher impatient = new Publisher(DATABASE.as(Role.JOB), line -> {}, Duration.ofSeconds(3));
        try (Connection longReader = DATABASE.as(Role.READER).connect();
                Connection other = DATABASE.as(Role.READER).connect()) {
            // A publish that waits for a lock keeps others waiting for a second at most, and some for luck.
            Sql.call(other, "SET lock_timeout = '5s'");
            longReader.setAutoCommit(false);
            TestDatabase.rows(longReader, "SELECT count(*) AS month_end_report FROM predictions.long_v1_current");
            CompletableFuture<Published> publish =
                    CompletableFuture.supplyAsync(() -> impatient.publish(attempt, manifest, out, NO_LIMITS));
            int reads = 0;
            while (!publish.isDone()) {
                assertThat(TestDatabase.rows(other, "SELECT max(viewers) FROM predictions.long_v1_current"))
                        .containsExactly("1");
                reads++;
            }
            assertThat(reads).as("reads while the publish waited").isGreaterThan(2);
            assertThatThrownBy(publish::join)
                    .cause()
                    .isInstanceOf(PublishException.class)
                    .hasMessageContainingAll(
                            "showing run long-2: tried for 3 s to get a lock",
                            "slipway_reader, idle in transaction, application 'slipway', in a transaction since 20",
                            "its query began at 20",
                            "month_end_report")
                    .hasMessageContaining("pid " + pid(longReader))
                    .extracting("exitCode")
                    .isEqualTo(ExitCode.TRY_AGAIN);
        }
        assertThat(runs.ledger().runs(manifest.name()).get(0))
                .returns("started", RunEntry::state)
                .returns("failed", RunEntry::outcome)
                .returns(75, RunEntry::exitCode);
        assertThat(runs.publish(manifest, "long-2", csv(3, 2)).current()).isTrue();
    }

    @Test
    void shouldWaitForAReaderWithoutLosingWhatIsLoaded() throws Exception {
        Manifest manifest = model("patient");
        runs.publish(manifest, "patient-1", csv(3, 1));
        Attempt attempt = runs.begin(manifest, "patient-2", AS_OF);
        Path out = runs.out("patient-2", csv(3, 2));
        try (Connection reader = DATABASE.as(Role.READER).connect()) {
            reader.setAutoCommit(false);
            TestDatabase.rows(reader, "SELECT 1 FROM predictions.patient_v1_current");
            CompletableFuture<Published> publish = CompletableFuture.supplyAsync(
                    () -> new Publisher(DATABASE.as(Role.JOB)).publish(attempt, manifest, out, NO_LIMITS));
            awaitALockTimeout(publish);
            // From now on the file is not needed any more.
            java.nio.file.Files.delete(out.resolve("predictions.csv"));
            reader.commit();
            assertThat(publish.join().current()).isTrue();
        }
        assertThat(DATABASE.rows("SELECT DISTINCT viewers FROM predictions.patient_v1_current"))
                .containsExactly("2");
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    /** Until the publisher has waited for the reader and given up for the first time. */
    private static void awaitALockTimeout(CompletableFuture<Published> publish)
            throws SQLException, InterruptedException {
        awaitPublisher(publish, "wait_event_type = 'Lock'");
        // It releases a savepoint after opening the run as well; so the wait must have been seen before.
        awaitPublisher(publish, "state = 'idle in transaction' AND query LIKE 'RELEASE SAVEPOINT%'");
        assertThat(publish).isNotDone();
    }

    private static void awaitPublisher(CompletableFuture<Published> publish, String condition)
            throws SQLException, InterruptedException {
        while (!publish.isDone()
                && DATABASE.rows("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND usename = 'slipway_job' AND " + condition)
                        .isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static Manifest model(String name) {
        return manifest(name, "1.0.0", "id:string", "viewers:double");
    }
}
