package dev.slipway.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMatchForecastsWithActualsAcrossRejectedAndBlankLinesAndFiles() throws IOException {
        Path first = write("a.csv", "\uFEFFtruth,id\n1.5,k1\n\n9,k2\n\"2.5\",\"k\n3\"\n");
        Path second = write("b.csv", "id,truth\r\nk4,\r\nk5,4.5\r\n");
        write("rejects.csv", "file,line,field,code,reason\na.csv,4,x,type,\"expected a number, got \"\"?\"\"\"\n");
        write("predictions.csv", "id,y,kind\nk1,1,low\n\"k\n3\",2,low\nk4,3,high\nk5,4,\n");

        Findings findings = FindingsReader.read(manifest(), List.of(first, second), folder);

        assertThat(findings.scatter().rows()).isEqualTo(3);
        assertThat(findings.scatter().points())
                .containsExactly(new double[] {1.5, 1}, new double[] {2.5, 2}, new double[] {4.5, 4});
        assertThat(findings.rejects())
                .containsExactly(new RejectGroup(
                        "type",
                        "x",
                        1,
                        List.of(new RejectGroup.Example("a.csv", "4", "expected a number, got \"?\""))));
        assertThat(findings.categories())
                .containsExactly(new Categories(
                        "kind",
                        List.of(
                                new Categories.Share("low", 2),
                                new Categories.Share("(null)", 1),
                                new Categories.Share("high", 1)),
                        0));
    }

    @Test
    void shouldCountEveryRowOfALongFileAndSampleTheScatter() throws IOException {
        int rows = 50_000;
        Path input = folder.resolve("data.csv");
        try (BufferedWriter in = Files.newBufferedWriter(input);
                BufferedWriter out = Files.newBufferedWriter(folder.resolve("predictions.csv"))) {
            in.write("id,truth\n");
            out.write("id,y,kind\n");
            for (int row = 0; row < rows; row++) {
                in.write("k" + row + "," + (row + 0.5) + "\n");
                out.write("k" + row + "," + row + ",v" + row + "\n");
            }
        }
        write("rejects.csv", "file,line,field,code,reason\n");

        Findings findings = FindingsReader.read(manifest(), List.of(input), folder);

        Histogram histogram = findings.histograms().get(0);
        assertThat(Arrays.stream(histogram.bins()).sum()).isEqualTo(rows);
        assertThat(histogram.min()).isZero();
        assertThat(histogram.max()).isEqualTo(rows - 1);
        assertThat(histogram.mean()).isCloseTo((rows - 1) / 2.0, Offset.offset(1e-6));
        assertThat(histogram.middle()).isBetween(rows * 0.48, rows * 0.52);
        assertThat(findings.scatter().rows()).isEqualTo(rows);
        assertThat(findings.scatter().points()).hasSize(Scatter.POINTS).allMatch(point -> point[0] == point[1] + 0.5);
        assertThat(findings.categories().get(0).values()).hasSize(10);
        assertThat(findings.categories().get(0).others()).isEqualTo(rows - 10);
    }

    @Test
    void shouldShowALongTailOnALogarithmicAxisAndCountItsZerosAtTheEdge() throws IOException {
        Path input = write("data.csv", "id\n");
        write("rejects.csv", "file,line,field,code,reason\n");
        StringBuilder predictions = new StringBuilder("id,y,kind\nzero,0,low\n");
        for (int row = 0; row < 999; row++) {
            predictions.append("k%d,%s,low\n".formatted(row, Math.exp(row / 100.0)));
        }
        write("predictions.csv", predictions.toString());

        Histogram histogram = FindingsReader.read(manifest(), List.of(input), folder)
                .histograms()
                .get(0);

        assertThat(histogram.axis()).isEqualTo(new Axis(1, 50_000, true));
        assertThat(histogram.atEdge()).isEqualTo(1);
        assertThat(histogram.bins()[0]).isBetween(30L, 40L);
        assertThat(Arrays.stream(histogram.bins()).sum()).isEqualTo(1_000);
    }

    @Test
    void shouldSayWhyThereIsNothingToCompare() throws IOException {
        Path input = write("data.csv", "id\nk1\n");
        write("rejects.csv", "file,line,field,code,reason\n");
        write("predictions.csv", "id,y,kind\nk1,1,low\n");

        Findings findings = FindingsReader.read(manifest(), List.of(input), folder);

        assertThat(findings.scatter()).isNull();
        assertThat(findings.noScatter()).isEqualTo("The input has no column truth to compare the forecast with.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,y,kind\nk1,1,low\n", "id,y,kind\nk1,1,low\nk2,2,low\nk3,3,low\n"})
    void shouldNotPairRowsThatDoNotBelongTogether(String predictions) throws IOException {
        Path input = write("data.csv", "id,truth\nk1,1\nk2,2\n");
        write("rejects.csv", "file,line,field,code,reason\n");
        write("predictions.csv", predictions);

        Findings findings = FindingsReader.read(manifest(), List.of(input), folder);

        assertThat(findings.scatter()).isNull();
        assertThat(findings.noScatter()).contains("could not be matched");
    }

    @Test
    void shouldHaveNothingToShowWhereNothingWasPredicted() throws IOException {
        Path input = write("data.csv", "id,truth\n");
        write("rejects.csv", "file,line,field,code,reason\n");
        write("predictions.csv", "id,y,kind\n");

        Findings findings = FindingsReader.read(manifest(), List.of(input), folder);

        assertThat(findings.histograms()).isEmpty();
        assertThat(findings.noScatter()).startsWith("The input's column truth is empty");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Manifest manifest() {
        return new Manifest(
                Manifest.SPEC,
                new ModelName("toy"),
                ModelVersion.parse("1.0.0"),
                "",
                List.of("id"),
                List.of(Field.parse("id", "string")),
                List.of(Field.parse("id", "string"), Field.parse("y", "double"), Field.parse("kind", "string?")),
                Map.of("y", "truth"),
                null,
                List.of(),
                0);
    }
}
