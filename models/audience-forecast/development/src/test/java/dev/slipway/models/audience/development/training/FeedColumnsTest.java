package dev.slipway.models.audience.development.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.releases.ModelFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FeedColumnsTest {
    private final ModelFile model = ModelFile.read(Path.of(".."));

    @Test
    void shouldTrainOnWhatTheModelReads() {
        assertThat(FeedColumns.INPUT).isEqualTo(model.toManifest().input());
    }

    @Test
    void shouldMeasureAgainstTheTruthOfTheModelFile() {
        assertThat(model.toManifest().actuals()).containsEntry("viewers", FeedColumns.ACTUAL);
    }
}
