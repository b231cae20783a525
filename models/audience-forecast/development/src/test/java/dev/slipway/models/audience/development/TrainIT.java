package dev.slipway.models.audience.development;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains once more, as an engineer would. */
class TrainIT {
    private static final Path MODEL = Path.of("..");

    @TempDir
    static Path trained;

    @BeforeAll
    static void train() {
        assertThat(Development.commandLine().execute("train", "--output", trained.toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model/trees.txt", "model/evaluation.json", "golden.csv", "evaluation.svg"})
    void shouldComeToTheCommittedBytes(String file) {
        assertThat(trained.resolve(file)).hasSameBinaryContentAs(MODEL.resolve(file));
    }

    @Test
    void shouldBeatSameSlotLastWeekOnTheLastEightWeeks() throws IOException {
        Map<?, ?> all = (Map<?, ?>) scores().get(0);

        assertThat(all.get("group")).isEqualTo("all");
        assertThat((Integer) all.get("compared")).isGreaterThan(10_000);
        double ratio = ((Number) all.get("modelRmse")).doubleValue() / ((Number) all.get("baselineRmse")).doubleValue();
        assertThat(ratio).isLessThanOrEqualTo(0.85);
    }

    @Test
    void shouldBeatItOnEveryChannelAndHoweverFarAhead() throws IOException {
        assertThat(scores()).hasSize(1 + 4 + 12).allSatisfy(score -> assertThat(
                        ((Number) ((Map<?, ?>) score).get("ratio")).doubleValue())
                .as(score.toString())
                .isLessThan(1));
    }

    @Test
    void shouldLeaveAnArtefactOfAtMostAMegabyte() throws IOException {
        assertThat(Files.size(trained.resolve("model/trees.txt"))).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void shouldBeToldTrulyInTheReadme() throws IOException {
        Map<?, ?> all = (Map<?, ?>) scores().get(0);
        String line = String.format(
                Locale.ROOT,
                "| all                      |  %d | %.3f |    %d | %.3f |       %.3f |  %.2f |",
                all.get("rows"),
                all.get("rmse"),
                all.get("compared"),
                all.get("modelRmse"),
                all.get("baselineRmse"),
                all.get("ratio"));

        assertThat(MODEL.resolve("README.md")).content().contains(line);
    }

    private static List<Object> scores() throws IOException {
        return JSON.std.listFrom(Files.readString(trained.resolve("model/evaluation.json")));
    }
}
