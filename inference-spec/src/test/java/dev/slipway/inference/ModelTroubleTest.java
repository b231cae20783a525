package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that throw, reject, or give what their manifest does not promise. */
class ModelTroubleTest {
    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder);
    }

    @Test
    void shouldRejectOnlyTheRowsThatMakeTheModelThrow() throws IOException {
        image.data(rows(5000));
        Model model = rows -> {
            Image.DOUBLING.predict(rows);
            for (int row = 0; row < rows.size(); row++) {
                long i = rows.getLong(row, rows.input("n"));
                if (i == 2) {
                    rows.reject(row, "two is not for me");
                }
                if (i == 7 || i == 4000 || i == 4999) {
                    throw new IllegalStateException("cannot take " + i);
                }
            }
        };

        assertThat(image.run(model, "predict").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.rejects())
                .containsExactly(
                        "data.csv,4,,model,two is not for me",
                        "data.csv,9,,model,the model threw java.lang.IllegalStateException: cannot take 7",
                        "data.csv,4002,,model,the model threw java.lang.IllegalStateException: cannot take 4000",
                        "data.csv,5001,,model,the model threw java.lang.IllegalStateException: cannot take 4999");
        assertThat(image.predictions().lines()).hasSize(1 + 4996).contains("id8,16.0", "id4998,9996.0");
    }

    @Test
    void shouldEndAsADefectWhereEveryRowMakesTheModelThrow() throws IOException {
        image.data(rows(3));

        Image.Outcome outcome = image.run(
                rows -> {
                    throw new UnsupportedOperationException("half\nmade");
                },
                "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines("predict: the model threw on every row from data.csv:2 to data.csv:4:"
                        + " java.lang.UnsupportedOperationException: half made\n");
        assertThat(image.succeeded()).isFalse();
    }

    @Test
    void shouldEndWithBadDataWhereTheModelBreaksHalfWay() throws IOException {
        image.request(RejectLimit.parse("1%"), "data.csv").data(rows(9000));
        int[] scored = new int[1];

        Image.Outcome outcome = image.run(
                rows -> {
                    if (scored[0] > 0) {
                        throw new IllegalStateException("broken");
                    }
                    scored[0] += rows.size();
                    Image.DOUBLING.predict(rows);
                },
                "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(outcome.err())
                .contains("of 9000 rows rejected", "the first: data.csv:", "IllegalStateException: broken");
    }

    @Test
    void shouldNotLetAFewLastRowsThatThrowSinkTheFile() throws IOException {
        // Batches of 64, 128 and so on to 1024, and one row.
        image.data(rows(2 * CsvRows.MOST_ROWS - CsvRows.FEWEST_ROWS + 1));

        Image.Outcome outcome = image.run(
                rows -> {
                    if (rows.size() == 1) {
                        throw new IllegalStateException("broken");
                    }
                    Image.DOUBLING.predict(rows);
                },
                "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(image.rejects()).hasSize(1);
    }

    @Test
    void shouldEndWithTheStatusThatAModelChooses() throws IOException {
        image.data(rows(3));

        Image.Outcome outcome = image.run(
                rows -> {
                    throw new InferenceException(ExitCode.BAD_CONFIGURATION, "HORIZON_DAYS: expected days, got \"x\"");
                },
                "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(outcome.err()).isEqualToNormalizingNewlines("predict: HORIZON_DAYS: expected days, got \"x\"\n");
    }

    @Test
    void shouldEndAsADefectWhereTheModelCannotBeLoadedOrRunsOutOfMemory() throws IOException {
        image.data(rows(3));
        Model unloadable = new Model() {
            @Override
            public void load(Path model, Manifest manifest) throws IOException {
                throw new IOException("trees.json: no such file");
            }

            @Override
            public void predict(Batch rows) {}
        };
        Model greedy = rows -> {
            throw new OutOfMemoryError("Java heap space");
        };

        assertThat(image.run(unloadable, "predict").code()).isEqualTo(ExitCode.DEFECT);
        assertThat(image.clean().run(greedy, "predict").code()).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void shouldEndAsADefectWhereAFieldIsNullThatTheManifestSaysNeverIs() throws IOException {
        image.data(rows(3));

        Image.Outcome outcome = image.run(rows -> {}, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err())
                .contains(
                        "data.csv:2: the model left output field y null, but manifest.json says that it is not nullable");
        assertThat(image.succeeded()).isFalse();
    }

    @Test
    void shouldRejectValuesThatAFieldCannotHold() throws IOException {
        image.manifest("""
                {"spec":"1.0","name":"odd","version":"1.0.0","key":["id"],
                 "input":[{"name":"id","type":"string"},{"name":"n","type":"int","nullable":true}],
                 "output":[{"name":"id","type":"string"},{"name":"i","type":"int","nullable":true},
                   {"name":"d","type":"double","nullable":true},{"name":"s","type":"string","nullable":true},
                   {"name":"day","type":"date","nullable":true},{"name":"at","type":"timestamp","nullable":true},
                   {"name":"any","type":"double","nullable":true,"nonFinite":true}]}""");
        image.data("id,n\n"
                + IntStream.range(0, 12).mapToObj(i -> "r" + i + "," + i + "\n").collect(Collectors.joining()));

        Image.Outcome outcome = image.run(ModelTroubleTest::misbehave, "predict");

        assertThat(outcome.err()).isEmpty();
        assertThat(image.rejects())
                .containsExactly(
                        "data.csv,2,i,range,\"expected a whole number from -2147483648 to 2147483647, got 2147483648"
                                + " from the model\"",
                        "data.csv,3,d,not-finite,\"expected a finite number, got NaN from the model\"",
                        "data.csv,4,d,not-finite,\"expected a finite number, got -Infinity from the model\"",
                        "data.csv,5,s,encoding,\"expected UTF-8 without U+0000, got a\uFFFD from the model\"",
                        "data.csv,6,s,encoding,\"expected UTF-8 without U+0000, got \uFFFDb from the model\"",
                        "data.csv,7,s,too-long,\"expected at most 1048576 bytes, got " + "x".repeat(80)
                                + "… from the model\"",
                        "data.csv,8,day,range,\"expected a time from year 0001 to 9999 in UTC, got +10000-01-01 from the"
                                + " model\"",
                        "data.csv,9,at,range,\"expected a time from year 0001 to 9999 in UTC, got +10000-01-01T00:00:00Z"
                                + " from the model\"",
                        "data.csv,10,id,too-long,\"expected a key of at most 512 bytes, got 514\"");
        assertThat(image.predictions())
                .isEqualTo("id,i,d,s,day,at,any\n" + "ü".repeat(256) + ",,,,,,\nr10,,,,,,NaN\nr11,,,,,,-Infinity\n");
    }

    private static void misbehave(Batch rows) {
        List<Runnable> tricks = new ArrayList<>();
        tricks.add(() -> rows.setLong(0, rows.output("i"), 1L << 31));
        tricks.add(() -> rows.setDouble(1, rows.output("d"), Double.NaN));
        tricks.add(() -> rows.setDouble(2, rows.output("d"), Double.NEGATIVE_INFINITY));
        tricks.add(() -> rows.setString(3, rows.output("s"), "a\0"));
        tricks.add(() -> rows.setString(4, rows.output("s"), "\uDC00b"));
        tricks.add(() -> rows.setString(5, rows.output("s"), "x".repeat((1 << 20) + 1)));
        tricks.add(() -> rows.setDate(6, rows.output("day"), LocalDate.of(10_000, 1, 1)));
        tricks.add(() -> rows.setTimestamp(7, rows.output("at"), Instant.parse("+10000-01-01T00:00:00Z")));
        tricks.add(() -> rows.setString(8, rows.output("id"), "ü".repeat(257)));
        tricks.add(() -> rows.setString(9, rows.output("id"), "ü".repeat(256)));
        tricks.add(() -> rows.setDouble(10, rows.output("any"), Double.NaN));
        tricks.add(() -> rows.setDouble(11, rows.output("any"), Double.NEGATIVE_INFINITY));
        tricks.forEach(Runnable::run);
    }

    /** Rows {@code id0,0,0} and so on. */
    private static String rows(int count) {
        return "id,x,n\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "id" + i + "," + i + "," + i + "\n")
                        .collect(Collectors.joining());
    }
}
