package dev.slipway.models.audience.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The model as it runs in its image. */
class ScoringIT {
    @TempDir
    Path folder;

    private Image image;

    @BeforeEach
    void pack() throws IOException {
        image = Image.in(folder);
    }

    @Test
    void shouldKeepItsThresholdsOnTheGoldenSet() throws Exception {
        assertThat(image.run("validate", Map.of())).as(image.errors()).isZero();
        assertThat(image.report().passed()).isTrue();
        assertThat(image.report().rowsPredicted()).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndAsADefectWhenTheTreesAreBroken(Damage damage) throws Exception {
        List<String> lines = Files.readAllLines(image.trees()).stream()
                .map(line -> line.matches("\\d+:.*") ? damage.done(line) : line)
                .toList();
        Files.write(image.trees(), lines);

        assertThat(image.run("validate", Map.of())).as(image.errors()).isEqualTo(70);
        assertThat(image.report().passed()).isFalse();
        assertThat(image.errors()).contains("rmse of viewers: expected at most");
    }

    /** What training gone wrong looks like: the file is read, its forecasts are bad. */
    private enum Damage {
        LEAVES_OF_NOTHING,
        LEAVES_OF_THE_OTHER_SIGN,
        LIMITS_OF_ANOTHER_UNIT;

        String done(String tree) {
            return Arrays.stream(tree.split(" ")).map(this::token).collect(Collectors.joining(" "));
        }

        private String token(String token) {
            boolean leaf = !token.contains(":");
            return switch (this) {
                case LEAVES_OF_NOTHING -> leaf ? "0" : token;
                case LEAVES_OF_THE_OTHER_SIGN -> leaf ? Integer.toString(-Integer.parseInt(token)) : token;
                case LIMITS_OF_ANOTHER_UNIT -> leaf ? token : token.replaceFirst(":-?\\d+", ":0");
            };
        }
    }

    @Test
    void shouldRefuseAnArtefactThatWasCutOff() throws Exception {
        List<String> lines = Files.readAllLines(image.trees());
        Files.write(image.trees(), lines.subList(0, lines.size() - 1));

        assertThat(image.run("validate", Map.of())).isEqualTo(70);
        assertThat(image.errors()).contains("trees.txt:").contains("expected").doesNotContain("\tat ");
    }

    @Test
    void shouldPredictOrRejectEveryRowOfAFeedWithErrors() throws Exception {
        feed(20_000, Faults.of(3));

        assertThat(image.predict(Map.of())).as(image.errors()).isZero();
        assertThat(image.report().rowsPredicted() + image.report().rowsRejected())
                .isEqualTo(20_000);
        assertThat(image.report().rejects()).containsOnlyKeys("missing", "type", "model");
        assertThat(image.report().rowsRejected()).isBetween(20L, 80L);
        assertThat(image.rejects())
                .anyMatch(line -> line.contains("duration: expected 1 to 1440 minutes, got -"))
                .anyMatch(line -> line.contains("four_week_viewers: expected 0 to 100 (millions of viewers)"));
        assertThat(image.report().metrics().get("r2")).isGreaterThan(0.88);
    }

    /** The truth stands in the same file for back-tests; forecasts must not change with it. */
    @Test
    void shouldNotLookAtTheTruth() throws Exception {
        feed(3000, Faults.none());
        assertThat(image.predict(Map.of())).isZero();
        List<String> forecasts = image.predictions();

        Image other = Image.in(Files.createDirectory(folder.resolve("other")));
        List<String> changed = Files.readAllLines(image.data()).stream()
                .map(line -> line.replaceFirst(",[0-9.]+$", ",9.5"))
                .toList();
        Files.write(other.data(), changed);
        assertThat(other.predict(Map.of())).isZero();

        assertThat(other.report().metrics()).isNotEqualTo(image.report().metrics());
        assertThat(other.predictions()).isEqualTo(forecasts);
    }

    @Test
    void shouldRejectWhatLiesBeyondTheHorizonWanted() throws Exception {
        feed(3000, Faults.none());
        long within = Files.readAllLines(image.data()).stream()
                .filter(line -> line.matches(".*,(true|false),[0-6],([0-9.]*,){4}[0-9.]*"))
                .count();

        assertThat(image.predict(Map.of("HORIZON_DAYS", "7")))
                .as(image.errors())
                .isZero();
        assertThat(image.predictions()).hasSize((int) within + 1);
        assertThat(image.rejects()).anyMatch(line -> line.contains("days_ahead: expected 0 to 6, got "));
    }

    @ParameterizedTest
    @CsvSource({"0", "29", "soon", "''"})
    void shouldRefuseAHorizonThatTrainingHasNotSeen(String days) throws Exception {
        assertThat(image.run("validate", Map.of("HORIZON_DAYS", days))).isEqualTo(78);
        assertThat(image.errors()).contains("HORIZON_DAYS: expected 1 to 28 days, got \"" + days + '"');
    }

    private void feed(long rows, Faults faults) throws IOException {
        new Feed(3, LocalDate.of(2026, 6, 1), faults).write(rows, image.data());
    }
}
