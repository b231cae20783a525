package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that breaks its own manifest: 70 with the place, written to the ledger, and nothing left behind. */
class BadPredictionsIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final Manifest MANIFEST =
            manifest("liar", "1.0.0", "id:string", "viewers:double", "slot:int?", "air_date:date?");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void publishAGoodRun() {
        runs = new Runs(DATABASE, folder);
        runs.publish(MANIFEST, "good", "id,viewers,slot,air_date\na,1,2,2026-11-21\n");
    }

    @AfterEach
    void shouldHaveLeftTheGoodRunAlone() throws SQLException {
        assertThat(DATABASE.rows("SELECT * FROM predictions.liar_v1_current")).containsExactly("a|1|2|2026-11-21");
        assertThat(DATABASE.rows("SELECT relname FROM pg_class WHERE relname ~ '^liar_v1_r\\d+$'"))
                .hasSize(1);
    }

    static Stream<Arguments> lies() {
        String header = "id,viewers,slot,air_date\n";
        return Stream.of(
                arguments(
                        "text for a double",
                        header + "a,1,,\nb,many,,\n",
                        2,
                        "predictions.csv:3: field viewers",
                        "\"many\""),
                arguments(
                        "a null that is not allowed",
                        header + "a,,,\n",
                        1,
                        "predictions.csv:2: field viewers",
                        "empty"),
                arguments("a null key", header + ",1,,\n", 1, "predictions.csv:2: field id", "empty"),
                arguments("an int too large", header + "a,1,2147483648,\n", 1, ":2: field slot", "2147483648"),
                arguments("a double too large", header + "a,1e999,,\n", 1, ":2: field viewers", "1e999"),
                arguments("NaN", header + "a,NaN,,\n", 1, ":2: field viewers", "NaN"),
                arguments("no such day", header + "a,1,,2026-02-30\n", 1, ":2: field air_date", "2026-02-30"),
                arguments("a field too many", header + "a,1,,,5\n", 1, "predictions.csv:2", "got 5"),
                arguments("a column missing", "id,viewers,slot\na,1,2\n", 1, "predictions.csv:1", "missing air_date"),
                arguments(
                        "a column more", "id,viewers,slot,air_date,x\na,1,2,,\n", 1, "predictions.csv:1", "x as well"),
                arguments("a column twice", "id,viewers,slot,slot\na,1,2,2\n", 1, "predictions.csv:1", "stands twice"),
                arguments("a key too long", header + "é".repeat(257) + ",1,,\n", 1, "predictions.csv:2", "514"),
                arguments("a quote never closed", header + "a,1,,\n\"b,1,,\n", 2, "predictions.csv:3", "never closed"),
                arguments("nothing at all", "", 0, "predictions.csv", "empty"),
                arguments("fewer rows than promised", header + "a,1,,\n", 2, "expected 2 rows", "got 1"),
                arguments("more rows than promised", header + "a,1,,\nb,1,,\n", 1, "expected 1 rows", "got 2"),
                arguments(
                        "a NUL in a column's name",
                        "id,viewers,slot,air_date,x\0\n",
                        0,
                        "predictions.csv:1",
                        "not UTF-8 text"),
                arguments("a NUL in a number", header + "a,1\0,,\n", 1, "predictions.csv:2: field viewers", "U+0000"),
                arguments("a NUL character", header + "a\0b,1,,\n", 1, "predictions.csv:2: field id", "U+0000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void shouldRefuseWhatBreaksTheManifest(String lie, String csv, long rows, String place, String received) {
        refused(csv.getBytes(UTF_8), rows, place, received);
    }

    @Test
    void shouldRefuseBytesThatAreNoUtf8() {
        refused(
                "id,viewers,slot,air_date\n\u00e9,1,,\n".getBytes(ISO_8859_1),
                1,
                "predictions.csv:2: field id",
                "UTF-8");
    }

    @Test
    void shouldRefuseABadRowFarIntoAFileThatTheDatabaseHasTakenAlready() {
        String csv = csv(200_000, 1)
                .replace("id,viewers", "id,viewers,slot,air_date")
                .replace("1.0\n", "1.0,,\n");
        refused((csv + "last,oops,,\n").getBytes(UTF_8), 200_001, "predictions.csv:200002: field viewers", "\"oops\"");
    }

    @Test
    void shouldRefuseAFileThatIsNotTheOneOfSuccess() throws IOException {
        String header = "id,viewers,slot,air_date\n";
        for (String changed : List.of(header + "a,3,,\n", "not even a table")) {
            String runId = "changed-" + NUMBER.incrementAndGet();
            Path out = runs.out(runId, header + "a,1,,\n");
            Files.writeString(out.resolve("predictions.csv"), changed);
            refused(runId, out, "predictions.csv", "SHA-256");
        }
    }

    @Test
    void shouldRefuseAFolderWithoutSuccess() throws IOException {
        Path out = runs.out("unfinished", csv(2, 1));
        Files.delete(out.resolve("_SUCCESS"));
        refused("unfinished", out, "_SUCCESS", "cannot be read");
    }

    @Test
    void shouldRefuseTheFilesOfAnotherRun() {
        refused("mine", runs.out("yours", csv(2, 1)), "expected run mine", "got run yours");
    }

    /** The database counts for itself, whatever it is told. */
    @Test
    void shouldBeToldByTheDatabaseThatRowsAreMissing() throws SQLException {
        Attempt attempt = runs.begin(MANIFEST, "short", AS_OF);
        try (Connection job = DATABASE.as(Role.JOB).connect()) {
            job.setAutoCommit(false);
            Sql.call(job, "SELECT predictions.open_run(?, ?::jsonb, 'x')", attempt.id(), MANIFEST.toJson());
            assertThatThrownBy(() -> Sql.call(job, "SELECT predictions.seal_run(?, 1, 0)", attempt.id()))
                    .hasMessageContainingAll("expected 1 rows in predictions.liar_v1_r", "counted 0");
        }
    }

    private static void refused(byte[] csv, long rows, String... words) {
        String runId = "lie-" + NUMBER.incrementAndGet();
        refused(runId, runs.out(runId, csv, rows), words);
    }

    private static void refused(String runId, Path out, String... words) {
        Attempt attempt = runs.begin(MANIFEST, runId, AS_OF);
        Publisher publisher = new Publisher(DATABASE.as(Role.JOB));
        assertThatThrownBy(() -> publisher.publish(attempt, MANIFEST, out, NO_LIMITS))
                .isInstanceOf(PublishException.class)
                .hasMessageContainingAll(words)
                .extracting("exitCode")
                .isEqualTo(ExitCode.DEFECT);
        RunEntry entry = runs.ledger().runs(MANIFEST.name()).stream()
                .filter(run -> run.runId().equals(runId))
                .findFirst()
                .orElseThrow();
        assertThat(entry.state()).isEqualTo("started");
        assertThat(entry.table()).isNull();
        assertThat(entry.outcome()).isEqualTo("failed");
        assertThat(entry.exitCode()).isEqualTo(70);
        assertThat(entry.reason()).contains(words);
    }
}
