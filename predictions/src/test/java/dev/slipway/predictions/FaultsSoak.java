package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link FaultsIT} for as long as one likes: {@code scripts/soak --kills 500 --seed 1}. Its name keeps it out of the
 * build. A failure does not stop it; all are told at the end, by seed.
 */
class FaultsSoak {
    @TempDir
    Path folder;

    @Test
    void shouldPublishAndCopyExactlyOnceForALongTime() throws Exception {
        Map<Long, String> failures = play(Integer.getInteger("soak.kills", 500), Long.getLong("soak.seed", 1), folder);
        assertThat(failures).isEmpty();
    }

    /** Plays seed after seed until so many processes were killed; answers the failures by seed. */
    static Map<Long, String> play(int wanted, long first, Path folder) throws Exception {
        Map<Long, String> failures = new TreeMap<>();
        int kills = 0;
        try (FaultCrew crew = new FaultCrew(folder)) {
            for (long seed = first; kills < wanted; seed++) {
                try {
                    kills += FaultsIT.play(FaultPlan.of(seed, FaultsIT.ROUNDS), crew);
                } catch (Exception | AssertionError e) {
                    e.printStackTrace(System.out);
                    failures.put(seed, e.getMessage());
                    // So that a harness that cannot kill comes to an end.
                    kills++;
                }
                System.out.println(
                        "seed " + seed + " played, " + kills + " kills so far, failed: " + failures.keySet());
            }
        }
        return failures;
    }
}
