package dev.slipway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.benchmarks.Benchmarks.Figure;
import dev.slipway.benchmarks.database.DatabaseFigure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each measurement on few rows, so that it does not rot. Whether a figure is reached is nothing that a test could tell. */
class BenchmarksIT {
    @TempDir
    private Path work;

    @BeforeAll
    static void findTheCheckout() {
        System.setProperty("slipway.home", "..");
    }

    /** Who is measured must have given the same predictions as the reference, or there is an exception. */
    @ParameterizedTest
    @EnumSource
    void shouldMeasurePredictBesideItsPartsAndTheNaiveWay(Engine engine) throws Exception {
        assertThat(measure(new PredictFigure(), Options.of(2000, 1, engine)))
                .contains("bare parse", "bare scoring", "bare write", "naive", "wall / (CPU of the bare parts / 2)")
                .containsPattern("(: reached|NOT REACHED)\\)");
    }

    @Test
    void shouldMeasureScoringBesideABareLoopThatGivesTheSameSum() throws Exception {
        assertThat(measure(new ScoringFigure(), Options.of(2000, 1, Engine.ONNX)))
                .contains("the contract's loop", "bare ONNX Runtime", "at least 0.95");
    }

    @Test
    void shouldMeasurePythonBesideTheCsvModule() throws Exception {
        assumeTrue(hasPython(), "there is no python3 of 3.9 or newer on this machine");

        assertThat(measure(new PythonFigure(), Options.of(100, 1, Engine.ONNX)))
                .contains("predict, slipway.py", "csv module");
        assertThat(Files.readAllLines(work.resolve("out/predictions.csv"))).hasSizeGreaterThan(50);
    }

    /** Where the rows of a step are not all there, it throws. */
    @Test
    void shouldMeasureACopyBesideThePipe() throws Exception {
        Path chart = work.resolve("chart.svg");

        assertThat(measure(new DatabaseFigure(), new Options(1500, 1, Engine.ONNX, Set.of("copy"), chart)))
                .contains("replace, scattered", "merge, scattered", "psql | psql", "at least 2.5")
                .containsPattern("(: reached|NOT REACHED)\\)|not measured");
        assertThat(chart).content().startsWith("<svg").contains("replace, scattered");
    }

    /** Synths themselves take minutes; that what starts them is found, edited and read is seen by one that ends early. */
    @Test
    void shouldSynthesizeACopyOfTheCheckoutThatNamesItsOwnMistakes() throws Exception {
        assumeTrue(Files.exists(Path.of("../node_modules/.bin/cdk")), "there is no node_modules/.bin/cdk; call npm ci");
        Path folder = Files.createDirectory(work.toRealPath().resolve("script"));
        SynthFolder.byMaven(Files.createDirectory(work.toRealPath().resolve("maven")));

        Command.Run run =
                SynthFolder.byScript(folder).built().models(2, "v1.0").failing().run();

        assertThat(run.out())
                .contains("dev.yaml:", "staging.yaml:", "prod.yaml:")
                .contains("models.model-02.version: expected MAJOR.MINOR.PATCH")
                .doesNotContain("model-03");
    }

    private String measure(Figure figure, Options options) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        figure.measure(options, work, new Table(new PrintStream(out, true, StandardCharsets.UTF_8)));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
