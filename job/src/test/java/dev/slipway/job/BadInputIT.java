package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people put into a feed, through a real model process: how the job ends and what the ledger keeps. */
class BadInputIT {
    @TempDir
    static Path images;

    private static Path image;

    @TempDir
    Path folder;

    @BeforeAll
    static void buildImage() {
        image = TestImages.java(images.resolve("doubling"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("missing file", null, "SLIPWAY_INPUT: expected a CSV file or a folder of them"),
                Arguments.of("empty", "", "input.csv: the file is empty; expected a header line"),
                Arguments.of(
                        "wrong delimiter",
                        "id;day;size;count;note\na;2026-11-01;1;;\n",
                        "the fields seem to be separated by \";\", expected commas"),
                Arguments.of("missing column", "id,day,count,note\na,2026-11-01,,\n", "missing size"),
                Arguments.of(
                        "doubled header name",
                        "id,day,size,count,note,size\na,2026-11-01,1,,,2\n",
                        "column \"size\" stands twice in the header"),
                Arguments.of(
                        "quote never closed",
                        JobCase.HEADER + "a,2026-11-01,1,,\nb,2026-11-01,2,,\"note\nc,2026-11-01,3,,\n",
                        "input.csv:3: a quote is opened in the record that begins here and never closed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuse(String name, String content, String reason) throws Exception {
        JobCase run = feed(content);
        InferenceException failure =
                catchThrowableOfType(InferenceException.class, () -> run.job().run());
        assertThat(failure).as("the run fails").isNotNull().hasMessageContaining(reason);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        List<String> attempts = Analytics.shared().attempts(run.runId);
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0)).startsWith("failed|65|").contains(reason);
        assertThat(stored(run)).containsExactly("started|null|null|null");
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("header only", JobCase.HEADER, "published|0|0", "it has no rows"),
                Arguments.of(
                        "BOM and CRLF",
                        "\uFEFFid,day,size,count,note\r\na,2026-11-01,1,,\r\nb,2026-11-01,2,,\r\n",
                        "published|2|0",
                        null),
                Arguments.of(
                        "doubled key",
                        JobCase.HEADER + "a,2026-11-01,1,,\nb,2026-11-01,2,,\na,2026-11-01,3,,\n",
                        "published|2|1",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void shouldTake(String name, String content, String stored, String held) throws Exception {
        JobCase run = feed(content);
        RunSummary summary = run.job().run();
        assertThat(summary.heldReason()).isEqualTo(held);
        assertThat(summary.current()).isEqualTo(held == null);
        assertThat(Analytics.shared().attempts(run.runId)).containsExactly("succeeded|0|null");
        assertThat(stored(run)).containsExactly(stored + "|" + held);
    }

    private JobCase feed(String content) throws Exception {
        JobCase run = new JobCase(folder, image);
        Path file = folder.resolve("input.csv");
        if (content == null) {
            Files.delete(file);
        } else {
            Files.writeString(file, content);
        }
        return run;
    }

    /** {@code state|rows|duplicates|reason to hold}. */
    private static List<String> stored(JobCase run) {
        return Analytics.shared()
                .rows("SELECT state, rows, duplicates, held_reason FROM predictions.runs WHERE run_id = '" + run.runId
                        + "'");
    }
}
