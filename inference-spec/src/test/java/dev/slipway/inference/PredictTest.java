package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb {@code predict}, from folder to folder. */
class PredictTest {
    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder);
    }

    @Test
    void shouldWritePredictionsRejectsReportAndLastSuccess() throws IOException {
        image.data("id,x,n\na,1.5,\nb,abc,3\n\"c,d\",-2,7\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome)
                .isEqualTo(
                        new Image.Outcome(ExitCode.DONE, "doubling 1.2.3: 3 rows read, 2 predicted, 1 rejected\n", ""));
        assertThat(image.predictions()).isEqualTo("id,y\na,3.0\n\"c,d\",-4.0\n");
        assertThat(Files.readString(image.out().resolve(Success.REJECTS))).isEqualTo("""
                        file,line,field,code,reason
                        data.csv,3,x,type,"expected a number such as 0.5, got ""abc""\"
                        """);
        Success success = Success.verify(image.out());
        assertThat(success.runId()).isEqualTo("run-1");
        assertThat(success.predictionsRows()).isEqualTo(2);
        assertThat(success.rejectsRows()).isEqualTo(1);
        Report report = image.report();
        assertThat(report.verb()).isEqualTo("predict");
        assertThat(report.runId()).isEqualTo("run-1");
        assertThat(report.model()).hasToString("doubling");
        assertThat(report.version()).hasToString("1.2.3");
        assertThat(report.started()).isBeforeOrEqualTo(report.ended());
        assertThat(report.rowsRead()).isEqualTo(3);
        assertThat(report.rowsPredicted()).isEqualTo(2);
        assertThat(report.rowsRejected()).isEqualTo(1);
        assertThat(report.rejects()).containsOnly(Map.entry("type", 1L));
        assertThat(report.passed()).isTrue();
        assertThat(image.out().toFile().list())
                .containsExactlyInAnyOrder("predictions.csv", "rejects.csv", "report.json", "_SUCCESS");
    }

    @Test
    void shouldReadSeveralFilesInOrderEachWithItsOwnHeader() throws IOException {
        image.request(RejectLimit.NONE, "data.csv", "more/b.csv").data("id,x,n\na,1,\n");
        Files.createDirectory(image.in().resolve("more"));
        Files.writeString(image.in().resolve("more/b.csv"), "n,x,extra,id\n,2,?,b\n,,,c\n");

        assertThat(image.run(Image.DOUBLING, "predict").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.predictions()).isEqualTo("id,y\na,2.0\nb,4.0\n");
        assertThat(image.rejects()).containsExactly("more/b.csv,3,x,missing,\"expected a value, got an empty field\"");
        assertThat(image.report().ignoredColumns()).containsExactly("extra");
    }

    @Test
    void shouldBeDoneWithNoRows() throws IOException {
        image.data("id,x,n\n");

        assertThat(image.run(Image.DOUBLING, "predict").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.predictions()).isEqualTo("id,y\n");
        assertThat(Success.verify(image.out()).predictionsRows()).isZero();
    }

    @Test
    void shouldGiveTheSameBytesTwiceInTheOrderOfTheInput() throws IOException {
        image.data("id,x,n\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> "row" + i + "," + (i % 100 == 3 ? "?" : i * 0.1) + ",\n")
                        .collect(Collectors.joining()));
        image.run(Image.DOUBLING, "predict");
        Success first = Success.verify(image.out());
        String predictions = image.predictions();
        image.clean().run(Image.DOUBLING, "predict");
        Success second = Success.verify(image.out());

        assertThat(second.predictionsSha256()).isEqualTo(first.predictionsSha256());
        assertThat(second.rejectsSha256()).isEqualTo(first.rejectsSha256());
        assertThat(first.predictionsRows()).isEqualTo(19_800);
        assertThat(predictions.lines().skip(1).map(line -> line.substring(3, line.indexOf(','))))
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void shouldMeasureWhereTheInputHasActuals() throws IOException {
        image.data("id,x,n,actual_y\na,1,,3\nb,2,,3\nc,3,,\nd,4,,#N/A\n");

        assertThat(image.run(Image.DOUBLING, "predict").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.predictions().lines()).hasSize(5);
        assertThat(image.report().metrics()).containsOnly(Map.entry("rmse", 1.0));
        assertThat(image.report().ignoredColumns()).isEmpty();
    }

    @Test
    void shouldHideActualsFromTheModel() throws IOException {
        image.data("id,x,n,actual_y\na,1,,3\n");

        Image.Outcome outcome = image.run(rows -> rows.input("actual_y"), "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err()).contains("no field actual_y; there are [id, x, n]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "20%", "20.0%"})
    void shouldEndWithBadDataAboveTheRejectLimit(String limit) throws IOException {
        image.request(RejectLimit.parse(limit), "data.csv").data("id,x,n\na,?,\nb,2,\nc,,\nd,4,\ne,5,\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(outcome.err())
                .contains("2 of 5 rows rejected (1 missing, 1 type), more than the limit")
                .contains("the first: data.csv:2: field x: expected a number such as 0.5, got \"?\" (type)");
        assertThat(image.rejects()).hasSize(2);
        assertThat(image.report().rowsPredicted()).isEqualTo(3);
        assertThat(image.succeeded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "40%", "100%"})
    void shouldBeDoneAtTheRejectLimit(String limit) throws IOException {
        image.request(RejectLimit.parse(limit), "data.csv").data("id,x,n\na,?,\nb,2,\nc,,\nd,4,\ne,5,\n");

        assertThat(image.run(Image.DOUBLING, "predict").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id;x;n\na;1;\n", "id,x\na,1\n", "id,x,n\na,1,\nb,\"2,\n"})
    void shouldLeaveNoSuccessWhereTheFileCannotBeRead(String csv) throws IOException {
        image.data(csv);

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("predict: data.csv:");
        assertThat(image.succeeded()).isFalse();
    }

    @Test
    void shouldRefuseToRunWithoutARequest() throws IOException {
        Files.delete(image.in().resolve(Request.FILE));

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(outcome.err()).contains("request.json: cannot be read (folder by SLIPWAY_IN)");
    }

    @Test
    void shouldRefuseAnOutputFolderThatIsNotEmptyOrNotThere() throws IOException {
        image.data("id,x,n\n");
        Path stale = Files.writeString(image.out().resolve("_SUCCESS"), "stale");

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(outcome.err()).contains("expected an empty folder (SLIPWAY_OUT), got one with _SUCCESS");
        Files.delete(stale);
        Files.delete(image.out());
        assertThat(image.run(Image.DOUBLING, "predict").code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseAnotherMajorOfTheSpecification() throws IOException {
        image.data("id,x,n\n");
        Files.writeString(image.in().resolve(Request.FILE), "{\"spec\":\"2.0\",\"future\":true}");
        Image.Outcome request = image.run(Image.DOUBLING, "predict");
        image.request(RejectLimit.NONE, "data.csv").manifest(Image.MANIFEST.replace("1.0\"", "2.0\""));
        Image.Outcome manifest = image.run(Image.DOUBLING, "predict");

        assertThat(request.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(request.err()).contains("request.json: spec: expected version 1.x of the specification, got 2.0");
        assertThat(manifest.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(manifest.err()).contains("manifest.json: spec: expected version 1.x of the specification, got 2.0");
    }

    @Test
    void shouldTryAgainWhereTheDeadlineHasPassedAlready() throws IOException {
        Instant past = Instant.parse("2026-01-01T00:00:00Z");
        image.request(new Request("1.0", "r", Image.AS_OF, past, List.of("data.csv"), RejectLimit.NONE));

        Image.Outcome outcome = image.run(Image.DOUBLING, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(outcome.err()).contains("the deadline 2026-01-01T00:00:00Z has passed");
    }

    @Test
    void shouldTryAgainWhereTheOutputCannotBeWritten() throws IOException {
        image.data("id,x,n\na,1,\n");

        // A folder takes the file's place while the model loads, because root may write everywhere.
        Image.Outcome outcome = image.run(
                new Model() {
                    @Override
                    public void load(Path model, Manifest manifest) throws IOException {
                        Files.createDirectory(image.out().resolve(Success.REJECTS));
                    }

                    @Override
                    public void predict(Batch rows) {}
                },
                "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(outcome.err()).contains("rejects.csv");
        assertThat(image.succeeded()).isFalse();
    }
}
