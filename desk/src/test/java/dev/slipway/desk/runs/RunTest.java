package dev.slipway.desk.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.Build;
import dev.slipway.desk.Build.Status;
import dev.slipway.desk.FolderStore;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.StoredRunFiles;
import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run from two sides: its build, and the file that it wrote. */
class RunTest {
    private static final ModelName CHURN = new ModelName("churn");
    private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, fetched, running, 0",
        "IN_PROGRESS, published, running, 0",
        "IN_PROGRESS, , running, 0",
        "SUCCEEDED, published, published, 0",
        "SUCCEEDED, held, held, 0",
        "FAILED, failed, failed, 78",
        "FAILED, , failed, 78",
        "FAULT, predicted, failed, 75",
        "TIMED_OUT, predicted, timed out, 75",
        "STOPPED, predicted, stopped, 143",
        "SUCCEEDED, predicted, lost, 75",
        ", predicted, lost, 75"
    })
    void shouldTellHowARunIs(Status status, String told, String state, int code) {
        Run run = new Run(
                CHURN,
                "r",
                Optional.ofNullable(status).map(RunTest::build),
                Optional.ofNullable(told).map(text -> new RunFacts(Map.of("state", text))));

        assertThat(run.state()).isEqualTo(state);
        assertThat(run.exitCode().code()).isEqualTo(code);
    }

    @Test
    void shouldTellTheRunsThatWroteLastFirst(@TempDir Path folder) throws IOException {
        for (int run = 0; run < 40; run++) {
            // Names tell no time.
            Path file = folder.resolve("runs/churn/" + (run * 7 % 40) + "/run.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{\"runId\":\"" + run + "\"}");
            Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(run)));
        }

        try (Stream<RunFacts> newest = new StoredRunFiles(() -> new FolderStore(folder)).newest(CHURN)) {
            assertThat(newest.map(RunFacts::runId).limit(25))
                    .containsExactlyElementsOf(Stream.iterate(39, run -> run - 1)
                            .limit(25)
                            .map(String::valueOf)
                            .toList());
        }
    }

    private static Build build(Status status) {
        Optional<Instant> end = status.isFinal() ? Optional.of(START.plusSeconds(60)) : Optional.empty();
        return new Build(CHURN, "r", "1.0.0", status, "BUILD", START, end, List.of(), "ann");
    }
}
