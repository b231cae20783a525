package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a copy that was cut sends again, counted in bytes on the wire. */
class CopyBytesIT {
    private final TestRuns runs = TestRuns.fresh();

    /** The clock runs with the rows, and the time is over somewhere in the middle. */
    @Test
    void shouldSendNoMoreThanTheRunAndAChunkWhenTheTimeRunsOutOnce() throws Exception {
        int rows = 20_000;
        int chunk = 1_000;
        runs.publish("run-1", "SELECT 'k' || i, i FROM generate_series(1, " + rows + ") AS i");
        Database application = runs.application().as(Role.ETL);
        try (Wire whole = new Wire(application);
                Wire cut = new Wire(application)) {
            copier(whole, chunk).copy(to("whole"), () -> 900_000);
            AtomicInteger looks = new AtomicInteger();
            assertThat(copier(cut, chunk)
                            .copy(to("cut"), () -> 60_000 - 4_000L * looks.incrementAndGet())
                            .complete())
                    .isFalse();
            assertThat(cut.sent()).as("bytes of the first part").isBetween(whole.sent() / 10, whole.sent() * 9 / 10);
            assertThat(copier(cut, chunk).copy(to("cut"), () -> 900_000).rows()).isEqualTo(rows);
            long statements = 20_000;
            assertThat(cut.sent()).isLessThan(whole.sent() + whole.sent() * chunk / rows + statements);
        }
        assertThat(runs.seen("SELECT count(*), sum(viewers) FROM predictions.cut"))
                .isEqualTo(runs.seen("SELECT count(*), sum(viewers) FROM predictions.whole"));
    }

    private Copier copier(Wire sink, int chunk) {
        return new Copier(
                runs.analytics().as(Role.ETL), sink.database(), new CopySize(5_000, chunk), Duration.ofSeconds(2));
    }

    private static CopySpec to(String table) {
        return new CopySpec(TestRuns.MODEL, 1, table, CopySpec.Mode.REPLACE, List.of("id", "viewers"), List.of());
    }
}
