package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoPublishersIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @TempDir
    static Path folder;

    private final Runs runs = new Runs(DATABASE, folder);

    /** Whoever waited for another publisher has to see what that one did, whatever others' transactions are to see. */
    @BeforeAll
    static void isolate() throws SQLException {
        DATABASE.set("default_transaction_isolation", "repeatable read");
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @RepeatedTest(5)
    void shouldPublishTwoRunsOfAModelAtOnce(RepetitionInfo round) throws SQLException {
        Manifest narrow = model("both-" + round.getCurrentRepetition(), "1.0.0", "viewers:double");
        Manifest wide = model(narrow.name().value(), "1.1.0", "viewers:double", "share:double?");
        CyclicBarrier start = new CyclicBarrier(2);
        String id = narrow.name().value();

        CompletableFuture<Published> older = publish(start, narrow, id + "-older", AS_OF, csv(500, 1));
        CompletableFuture<Published> newer =
                publish(start, wide, id + "-newer", AS_OF.plusSeconds(1), "id,viewers,share\nx,2,0.5\n");

        assertThat(newer.join().current()).isTrue();
        boolean first = older.join().current();
        assertThat(older.join().heldReason()).matches(reason -> first == (reason == null));
        assertThat(runs.ledger().changes(narrow.name(), 1))
                .extracting(Change::seq)
                .containsExactlyElementsOf(first ? List.of(1L, 2L) : List.of(1L));
        assertThat(runs.ledger().current(narrow.name(), 1).orElseThrow().runId())
                .isEqualTo(id + "-newer");
        String stem = "predictions." + narrow.name().identifier() + "_v1";
        assertThat(DATABASE.rows("SELECT viewers, share FROM " + stem + "_current"))
                .containsExactly("2|0.5");
        assertThat(DATABASE.value("SELECT count(*) FROM " + stem)).isEqualTo("501");
    }

    @RepeatedTest(5)
    void shouldPublishOneRunOnceThoughTwoTry(RepetitionInfo round) {
        Manifest manifest = model("same-" + round.getCurrentRepetition(), "1.0.0", "viewers:double");
        CyclicBarrier start = new CyclicBarrier(2);
        String id = manifest.name() + "-1";

        List<Published> both = List.of(
                        publish(start, manifest, id, AS_OF, csv(500, 1)),
                        publish(start, manifest, id, AS_OF, csv(500, 1)))
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(both).extracting(Published::already).containsExactlyInAnyOrder(true, false);
        assertThat(both)
                .extracting(Published::table)
                .doesNotContainNull()
                .containsOnly(both.get(0).table());
        assertThat(both).extracting(Published::current).containsOnly(true);
        assertThat(runs.ledger().changes(manifest.name(), 1)).hasSize(1);
    }

    @Test
    void shouldRefuseTheSecondOfTwoContentsOfOneRun() {
        Manifest manifest = model("contents", "1.0.0", "viewers:double");
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Published> left = publish(start, manifest, "contents-1", AS_OF, csv(500, 1));
        CompletableFuture<Published> right = publish(start, manifest, "contents-1", AS_OF, csv(500, 2));

        CompletableFuture.allOf(left, right).handle((done, failed) -> null).join();

        assertThat(left.isCompletedExceptionally()).isNotEqualTo(right.isCompletedExceptionally());
        assertThatThrownBy((left.isCompletedExceptionally() ? left : right)::join)
                .hasMessageContaining("run contents-1 was published at", "with other content");
    }

    /** Begins its attempt, waits for the other one, and publishes. */
    private CompletableFuture<Published> publish(
            CyclicBarrier start, Manifest manifest, String runId, Instant asOf, String csv) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Attempt attempt = runs.begin(manifest, runId, asOf);
                    Path out = runs.out(runId, csv);
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return new Publisher(DATABASE.as(Role.JOB)).publish(attempt, manifest, out, NO_LIMITS);
                },
                THREADS);
    }

    private static Manifest model(String name, String version, String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "id:string";
        System.arraycopy(fields, 0, all, 1, fields.length);
        return manifest(name, version, all);
    }
}
