package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty kills and more, and faults of every kind, from fixed seeds; {@link FaultsSoak} plays as many as one likes. */
class FaultsIT {
    static final int ROUNDS = 8;
    private static final int KILLS = 30;

    /** These plan every kind, and few deeds for a kill; where they do not kill enough, those from {@link #MORE} on do. */
    private static final List<Long> SEEDS = List.of(2399L, 26786L);

    private static final long MORE = 1;

    @TempDir
    Path folder;

    @Test
    void shouldPublishAndCopyExactlyOnceWhateverDiesWhen() throws Exception {
        int kills = 0;
        Set<FaultPlan.Mischief.Kind> mischiefs = EnumSet.noneOf(FaultPlan.Mischief.Kind.class);
        Set<FaultPlan.Disaster.Kind> disasters = EnumSet.noneOf(FaultPlan.Disaster.Kind.class);
        try (FaultCrew crew = new FaultCrew(folder)) {
            for (int i = 0; i < SEEDS.size() || kills < KILLS; i++) {
                FaultPlan plan = FaultPlan.of(i < SEEDS.size() ? SEEDS.get(i) : MORE + i, ROUNDS);
                kills += play(plan, crew);
                plan.rounds().forEach(round -> disasters.add(round.disaster().kind()));
                plan.rounds().stream()
                        .flatMap(round -> round.acts().stream())
                        .filter(act -> act.deed().isOfAProcess())
                        .forEach(act -> mischiefs.add(act.mischief().kind()));
            }
        }
        assertThat(mischiefs).isEqualTo(EnumSet.allOf(FaultPlan.Mischief.Kind.class));
        assertThat(disasters).isEqualTo(EnumSet.allOf(FaultPlan.Disaster.Kind.class));
    }

    /** Plays a history; answers how many processes were killed in it. */
    static int play(FaultPlan plan, FaultCrew crew) throws Exception {
        try (FaultHistory history = new FaultHistory(plan, crew)) {
            try {
                history.live();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + plan.seed() + ", retention " + plan.retention() + ":\n"
                                + String.join("\n", history.story()),
                        e);
            }
            return history.kills();
        }
    }
}
