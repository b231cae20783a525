package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb {@code validate}: the golden set, the metrics and their thresholds. */
class ValidateTest {
    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder);
    }

    @Test
    void shouldReportTheMetricsOfTheGoldenSet() throws IOException {
        image.golden("id,x,n,actual_y\na,1,,2.3\nb,2,,3.6\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "validate");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(image.out().toFile().list()).containsExactly(Report.FILE);
        Report report = image.report();
        assertThat(report.verb()).isEqualTo("validate");
        assertThat(report.runId()).isNull();
        assertThat(report.rowsPredicted()).isEqualTo(2);
        assertThat(report.metrics())
                .hasEntrySatisfying("rmse", v -> assertThat(v).isEqualTo(0.3536, within(1e-4)));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void shouldEndAsADefectWhereAMetricIsOutsideItsThreshold() throws IOException {
        image.golden("id,x,n,actual_y\na,1,,3\nb,2,,5\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "validate");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err()).isEqualToNormalizingNewlines("validate: rmse of y: expected at most 0.5, got 1.0\n");
        assertThat(image.report().metrics()).containsOnly(entry("rmse", 1.0));
        assertThat(image.report().passed()).isFalse();
    }

    /** Predicted 2, 4, 6, 0 where 1, 5, 4, 0 was true; two more rows have no truth. Values by scikit-learn's definitions. */
    @ParameterizedTest
    @CsvSource({
        "rmse, 1.224745", // the root of 6/4
        "mae, 1.0", // 4/4
        "mape, 0.566667", // (1/1 + 1/5 + 2/4)/3: the row whose actual is 0 is left out
        "rmsle, 0.278773",
        "r2, 0.647059", // 1 - 6/17
        "bias, 0.5", // 2/4
    })
    void shouldComputeTheMetric(String metric, double expected) throws IOException {
        image.manifest(Image.MANIFEST.replace("rmse", metric).replace("\"max\":0.5", "\"max\":9"));
        image.golden("id,x,n,actual_y\na,1,,1\nb,2,,5\nc,3,,4\nd,0,,0\ne,7,,\nf,7,,#N/A\n");

        assertThat(image.run(Image.DOUBLING, "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.report().metrics()).containsOnlyKeys(metric);
        assertThat(image.report().metrics().get(metric)).isEqualTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "boolean", "int", "date"})
    void shouldComputeAccuracyOfWhatIsExact(String type) throws IOException {
        image.manifest("""
                {"spec":"1.0","name":"echo","version":"1.0.0","key":["id"],
                 "input":[{"name":"id","type":"string"},{"name":"v","type":"TYPE"}],
                 "output":[{"name":"id","type":"string"},{"name":"v","type":"TYPE"}],
                 "actuals":{"v":"truth"},"metrics":[{"metric":"accuracy","field":"v","min":0.5,"max":0.6}]}""".replace("TYPE", type));
        String one = Map.of("string", "p", "boolean", "true", "int", "1", "date", "2026-01-01")
                .get(type);
        String two = Map.of("string", "q", "boolean", "false", "int", "2", "date", "2026-01-02")
                .get(type);
        image.golden("id,v,truth\na," + one + "," + one + "\nb," + one + "," + two + "\n");

        assertThat(image.run(rows -> {}, "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.report().metrics()).containsOnly(entry("accuracy", 0.5));
    }

    @Test
    void shouldFailWhereNoGoldenRowAllowsToComputeTheMetric() throws IOException {
        image.golden("id,x,n,actual_y\na,1,,\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "validate");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err()).contains("rmse of y: expected at most 0.5, got no value");
        assertThat(image.report().metrics()).isEmpty();
    }

    @Test
    void shouldTellAndCountGoldenRowsThatAreRejected() throws IOException {
        image.golden("id,x,n,actual_y\na,1,,2\nb,#N/A,,5\n");

        Image.Outcome outcome = image.run(Image.DOUBLING, "validate");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("golden.csv:3: field x: expected a number such as 0.5, got \"#N/A\" (type)");
        assertThat(image.report().rowsRejected()).isEqualTo(1);
    }

    @Test
    void shouldEndAsADefectWhereTheGoldenSetIsNotUsable() throws IOException {
        Image.Outcome missing = image.run(Image.DOUBLING, "validate");
        Image.Outcome noActuals = image.golden("id,x,n\na,1,\n").run(Image.DOUBLING, "validate");
        image.manifest(
                Image.MANIFEST.replace("\"actuals\"", "\"goldenSha256\":\"" + "0".repeat(64) + "\",\"actuals\""));
        Image.Outcome changed = image.run(Image.DOUBLING, "validate");

        assertThat(missing.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(missing.err()).contains("golden.csv: the manifest speaks of a golden set, but there is none");
        assertThat(noActuals.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(noActuals.err()).contains("missing actual_y");
        assertThat(changed.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(changed.err()).contains("expected SHA-256 000000").contains("as the manifest has it, got ");
    }

    @Test
    void shouldPassWithoutAGoldenSetWhereTheManifestNamesNone() throws IOException {
        image.manifest(
                Image.MANIFEST.replace(",\n \"metrics\":[{\"metric\":\"rmse\",\"field\":\"y\",\"max\":0.5}]", ""));
        Files.delete(image.in().resolve(Request.FILE));

        assertThat(image.run(Image.DOUBLING, "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.report().rowsRead()).isZero();
    }

    @Test
    void shouldHaveNoAsOf() throws IOException {
        image.golden("id,x,n,actual_y\na,1,,2\n").data("id,x,n\na,1,\n");
        Model model = rows -> {
            rows.setDouble(0, rows.output("y"), 2);
            if (rows.asOf() != null && !rows.asOf().equals(Image.AS_OF)) {
                throw new InferenceException(ExitCode.DEFECT, "as-of " + rows.asOf());
            }
        };

        assertThat(image.run(model, "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(image.clean().run(model, "predict").code()).isEqualTo(ExitCode.DONE);
    }
}
