package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.predictions.CopyOutcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a copy that stays unfinished is hopeless. */
class UnfinishedTest {
    /** The table may be waited for between two invocations that both load nothing. */
    @Test
    void shouldCountAsStalledWhatStandsStillBeforeAndAfterAnotherCopy() {
        Instant now = Instant.now();
        CopyOutcome standing = new CopyOutcome("t", false, 5, 0, "run-1", 1, List.of("the time is over"));
        CopyOutcome busy = new CopyOutcome("t", false, 0, 0, null, 0, List.of("another copy to t is running"));

        Unfinished left = Unfinished.first(standing, now)
                .then(busy, now)
                .then(standing, now)
                .then(busy, now)
                .then(standing, now);

        assertThat(left.hopeless(standing.notes(), now))
                .isEqualTo("2 invocations loaded nothing more of run run-1 than 5 rows, unfinished since " + now
                        + ": the time is over");
    }
}
