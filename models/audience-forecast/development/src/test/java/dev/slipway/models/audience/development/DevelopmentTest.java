package dev.slipway.models.audience.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DevelopmentTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void shouldGenerateWhatTheOptionsSay() throws IOException {
        Path file = folder.resolve("feed.csv");
        Path same = folder.resolve("same.csv");
        new Feed(7, LocalDate.of(2026, 3, 1), Faults.of(7)).write(300, same);

        assertThat(run("generate", "--rows", "300", "--as-of", "2026-03-01", "--seed", "7", "--output", file))
                .isZero();
        assertThat(file).hasSameBinaryContentAs(same);
    }

    @Test
    void shouldRefuseWrongUsage() {
        assertThat(run()).isEqualTo(64);
        assertThat(run("generate")).isEqualTo(64);
        assertThat(run("generate", "--rows", "-1", "--output", folder.resolve("x")))
                .isEqualTo(64);
        assertThat(run("generate", "--output", folder.resolve("none/x"))).isEqualTo(64);
        assertThat(errors.toString())
                .contains("--rows: expected 0 or more, got -1")
                .contains("--output: expected a file in a folder that exists, got ");
    }

    @Test
    void shouldRefuseToTrainOnAFeedWithErrors() throws IOException {
        Path feed = feed(15_000, Faults.of(1));

        assertThat(run("train", "--input", feed, "--output", folder)).isEqualTo(65);
        assertThat(errors.toString()).containsPattern("^feed.csv:\\d+: field ").doesNotContain("\tat ");
    }

    @Test
    void shouldRefuseToTrainOnTooFewWeeks() throws IOException {
        assertThat(run("train", "--input", feed(15_000, Faults.none()), "--output", folder))
                .isEqualTo(65);
        assertThat(errors.toString()).contains("expected audiences of more than sixteen weeks");
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void shouldRefuseToTrainWithoutAudiences() throws IOException {
        Path feed = feed(0, Faults.none());

        assertThat(run("train", "--input", feed, "--output", folder)).isEqualTo(65);
        assertThat(errors.toString()).contains("expected an audience in actual_viewers, got none");
    }

    @Test
    void shouldRefuseToEvaluateAChannelThatTrainingHasNotSeen() throws IOException {
        Path feed = feed(500, Faults.none());
        Files.writeString(feed, Files.readString(feed).replace("Nova Zwei", "Nova Drei"));

        assertThat(run("evaluate", "--input", feed, "--model", "../model")).isEqualTo(65);
        assertThat(errors.toString())
                .containsPattern("feed.csv:\\d+: channel: expected one that training has seen, got Nova Drei");
    }

    private Path feed(long rows, Faults faults) throws IOException {
        Path feed = folder.resolve("feed.csv");
        new Feed(1, LocalDate.of(2026, 3, 1), faults).write(rows, feed);
        return feed;
    }

    private int run(Object... arguments) {
        CommandLine command = Development.commandLine().setErr(new PrintWriter(errors, true));
        String[] words = new String[arguments.length];
        Arrays.setAll(words, i -> arguments[i].toString());
        return command.execute(words);
    }
}
