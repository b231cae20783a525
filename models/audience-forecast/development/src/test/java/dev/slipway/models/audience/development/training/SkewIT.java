package dev.slipway.models.audience.development.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.AudienceForecast;
import dev.slipway.models.audience.Trees;
import dev.slipway.models.audience.development.Image;
import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured in training is what is served. */
class SkewIT {
    @TempDir
    Path folder;

    @Test
    void shouldForecastInTheImageWhatTrainingMeasured() throws Exception {
        Image image = Image.in(folder);
        new Feed(5, LocalDate.of(2026, 1, 2), Faults.none()).write(6000, image.data());
        assertThat(image.predict(Map.of())).as(image.errors()).isZero();
        List<Double> served = image.predictions().stream()
                .skip(1)
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
                .toList();

        assertThat(measured(image)).hasSizeGreaterThan(2900).isEqualTo(servedWithTruth(image, served));
    }

    private static List<Double> measured(Image image) throws Exception {
        Artefact artefact = Artefact.read(image.trees());
        Trees trees = Trees.parse(artefact.trees());
        List<Double> measured = new ArrayList<>();
        for (Sample sample : Sample.read(image.data(), artefact.vocabulary())) {
            measured.add(AudienceForecast.viewers(sample.reference(), trees.sum(sample.features())));
        }
        return measured;
    }

    /** Predictions stand in the order of the input; those of rows without an audience are left out. */
    private static List<Double> servedWithTruth(Image image, List<Double> served) throws Exception {
        List<String> rows = Files.readAllLines(image.data());
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < served.size(); i++) {
            if (!rows.get(i + 1).endsWith(",")) {
                kept.add(served.get(i));
            }
        }
        return kept;
    }
}
