package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty kills and more, from fixed seeds; {@link FaultsSoak} plays as many as one likes. */
class FaultsIT {
    static final int ROUNDS = 8;
    private static final int KILLS = 30;

    @TempDir
    Path folder;

    @Test
    void shouldPublishAndCopyExactlyOnceWhateverDiesWhen() throws Exception {
        FaultArchive workers = FaultArchive.make(folder);
        int kills = 0;
        for (long seed = 1; kills < KILLS; seed++) {
            kills += play(seed, ROUNDS, workers, folder);
        }
        assertThat(kills).isGreaterThanOrEqualTo(KILLS);
    }

    /** Plays the history of a seed; answers how many processes were killed in it. */
    static int play(long seed, int rounds, FaultArchive workers, Path folder) throws Exception {
        FaultPlan plan = FaultPlan.of(seed, rounds);
        try (FaultHistory history = new FaultHistory(plan, workers, folder)) {
            try {
                history.live();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", retention " + plan.retention() + ":\n" + String.join("\n", history.story()),
                        e);
            }
            return history.kills();
        }
    }
}
