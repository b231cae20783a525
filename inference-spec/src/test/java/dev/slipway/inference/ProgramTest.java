package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of an image. */
class ProgramTest {
    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder);
    }

    @Test
    void shouldDescribeWithOneLineOfJsonWithoutAnyFolderButTheModels() {
        Image.Outcome outcome =
                image.run(Image.DOUBLING, Map.of("SLIPWAY_MODEL", image.model().toString()), "describe");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .isEqualToNormalizingNewlines(Manifest.parse(Image.MANIFEST).toJson() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train", "Predict", "predict now", "--help"})
    void shouldRefuseAnythingButOneKnownVerb(String line) {
        Image.Outcome outcome = image.run(Image.DOUBLING, line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("expected one verb, got " + (line.isEmpty() ? "none" : line))
                .contains("usage: VERB", "describe", "validate", "predict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "validate", "predict"})
    void shouldCallAnImageWithoutAValidManifestADefect(String verb) throws IOException {
        image.manifest("{\"spec\":\"1.0\",\"name\":\"No\"}");
        Image.Outcome broken = image.run(Image.DOUBLING, verb);
        Files.delete(image.model().resolve(Manifest.FILE));
        Image.Outcome missing = image.run(Image.DOUBLING, verb);

        assertThat(broken.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(broken.err())
                .startsWith(verb + ": manifest.json: name: expected lower-case words")
                .hasLineCount(1);
        assertThat(missing.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(missing.err()).contains("manifest.json: cannot be read (folder by SLIPWAY_MODEL)");
    }

    @Test
    void shouldShowAStackTraceOnlyWhenAskedTo() throws IOException {
        image.data("id,x,n\na,1,\n");
        Model broken = rows -> {
            throw new IllegalStateException("broken");
        };
        Map<String, String> verbose = image.environment();
        verbose.put("SLIPWAY_VERBOSE", "true");

        assertThat(image.run(broken, "predict").err()).hasLineCount(1);
        assertThat(image.clean().run(broken, verbose, "predict").err())
                .contains("Caused by: java.lang.IllegalStateException: broken", "\tat dev.slipway.inference.");
    }
}
