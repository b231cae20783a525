package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.model.ModelImage;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with scikit-learn where its artefact is broken: its golden set says so before anything is released. */
class FilmWorldwideIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Checkout CHECKOUT = Checkout.find();

    @TempDir
    private Path folder;

    private Path artefact;

    @BeforeEach
    void pack() throws Exception {
        String python = python();
        new ModelImage(CHECKOUT, new Tool(null))
                .make(ModelFile.read(CHECKOUT.modelFolder("film-worldwide")), false, folder.resolve("image"));
        Path command = folder.resolve("image/entrypoint.json");
        Files.writeString(command, Files.readString(command).replace("\"python3\"", '"' + python + '"'));
        artefact = folder.resolve("image/model/worldwide.json");
    }

    /** The first on the PATH, or Debian's own. */
    private static String python() throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            String probe = "import sys, sklearn; sys.exit(sklearn.__version__ != '1.2.1')";
            try {
                if (new ProcessBuilder(python, "-c", probe).start().waitFor() == 0) {
                    return python;
                }
            } catch (IOException absent) {
                // then the next one
            }
        }
        System.err.println("SKIPPED: no python3 here has scikit-learn 1.2.1");
        return Assumptions.abort("no python3 here has scikit-learn 1.2.1");
    }

    @Test
    void shouldPassItsGoldenSetAsItIs() throws IOException {
        assertThat(validate().done()).isTrue();
    }

    @Test
    void shouldFailItsGoldenSetWithoutItsCoefficients() throws IOException {
        String learned = Files.readString(artefact);
        String forgot = learned.replaceFirst(
                "(?s)(\"coefficients\": )\\[[^\\]]*\\]", "$1[" + "0,".repeat(count(learned)) + "0]");
        assertThat(forgot).isNotEqualTo(learned);
        Files.writeString(artefact, forgot);

        assertThatThrownBy(this::refused)
                .hasMessageContaining("rmsle")
                .hasMessageContaining("0.58")
                .extracting("exitCode")
                .isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void shouldSayThatItsArtefactIsNoJson() throws IOException {
        Files.writeString(artefact, "{\"knots\": [1, 2");

        assertThatThrownBy(this::refused)
                .hasMessageContaining("JSONDecodeError")
                .extracting("exitCode")
                .isEqualTo(ExitCode.DEFECT);
    }

    private static int count(String learned) {
        String coefficients = learned.replaceFirst("(?s).*\"coefficients\": \\[([^\\]]*)\\].*", "$1");
        return coefficients.split(",").length - 1;
    }

    private void refused() throws IOException {
        ImageEnd end = validate();
        assertThat(end.done()).isFalse();
        throw end.failure("validate", LIMIT);
    }

    private ImageEnd validate() throws IOException {
        ProcessRuntime runtime = new ProcessRuntime(folder.resolve("image"));
        assertThat(runtime.describe()).extracting(Manifest::name).hasToString("film-worldwide");
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = Files.createDirectory(folder.resolve("out"));
        return runtime.validate(ImageCall.folders(in, out, null).with(List.of("validate")), LIMIT);
    }
}
