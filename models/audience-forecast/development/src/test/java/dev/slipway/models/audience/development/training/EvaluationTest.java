package dev.slipway.models.audience.development.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    Path folder;

    /** Other titles, other fortunes, another grid: what was learned is more than the training data by heart. */
    @Test
    void shouldBeatLastWeekInACountryThatTrainingHasNotSeen() throws IOException {
        Artefact artefact = Artefact.read(Path.of("../model").resolve(Artefact.FILE));
        Path feed = folder.resolve("feed.csv");
        new Feed(7, LocalDate.of(2025, 3, 3), Faults.none()).write(35_000, feed);

        Score all = Evaluation.of(artefact, feed).scores(artefact).get(0);

        assertThat(all.compared()).isGreaterThan(10_000);
        assertThat(all.ratio()).isLessThan(0.85);
    }
}
