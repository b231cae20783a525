package dev.slipway.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs the example of an ONNX model with the real program, which is built where it is not. */
class OnnxProgramIT {
    private static final Checkout CHECKOUT = Checkout.find();
    private static final Path EXAMPLE = CHECKOUT.home().resolve("models/subscriber-churn");

    @TempDir
    Path folder;

    @Test
    void shouldPackTheProgramOneNativeLibraryAndTheGraph() throws IOException {
        Path image = make();

        assertThat(image.resolve("entrypoint.json"))
                .content()
                .startsWith("[\"java\",\"-XX:+UseSerialGC\",")
                .contains(",\"-jar\",\"app/inference-onnx.jar\"]");
        assertThat(image.resolve("environment.json")).hasContent("{\"ORT_DISABLE_TELEMETRY\":\"1\"}");
        assertThat(image.resolve("model/model.onnx")).hasSameBinaryContentAs(EXAMPLE.resolve("model.onnx"));
        try (Stream<Path> natives = Files.list(image.resolve("app/native"))) {
            assertThat(natives.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .allMatch(name -> name.startsWith("libonnxruntime"));
        }
        try (Stream<Path> libraries = Files.list(image.resolve("app/lib"))) {
            assertThat(libraries.map(file -> file.toFile().length()).reduce(0L, Long::sum))
                    .isLessThan(2_000_000);
        }
    }

    @Test
    void shouldWriteWhatGoesWhereBesideTheGraph() throws IOException {
        Path image = make("output:", "onnx: {outputs: {outcome: outcome}}\noutput:");

        assertThat(image.resolve("model/onnx.json"))
                .hasContent("{\"inputs\":{},\"outputs\":{\"outcome\":\"outcome\"}}");
    }

    @Test
    void shouldTellWhatDoesNotFitBeforeAnythingIsScored() {
        assertThatThrownBy(() -> make("months: int  ", "months: string  "))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageStartingWith("subscriber-churn: model.onnx does not fit the manifest: ")
                .hasMessageContaining(
                        "input field months: string cannot go into months: float[N,1]: it takes double, int");
    }

    @Test
    void shouldTellThatAFileIsOnlyAPartOrMissing() throws IOException {
        byte[] whole = Files.readAllBytes(EXAMPLE.resolve("model.onnx"));
        Path source = copy();
        Files.write(source.resolve("model.onnx"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> make(source))
                .hasMessageStartingWith(
                        "subscriber-churn: model.onnx: expected an ONNX model, got something else or a part");

        Files.delete(source.resolve("model.onnx"));
        assertThatThrownBy(() -> make(source)).hasMessageContaining("model.onnx is missing");
    }

    private Path make(String... replacement) throws IOException {
        Path source = copy();
        if (replacement.length > 0) {
            Path file = source.resolve("model.yaml");
            String text = Files.readString(file);
            assertThat(text).contains(replacement[0]);
            Files.writeString(file, text.replace(replacement[0], replacement[1]));
        }
        return make(source);
    }

    private Path make(Path source) throws IOException {
        Path image = Files.createTempDirectory(folder, "image");
        new ModelImage(CHECKOUT, new Tool(null)).make(ModelFile.read(source), false, image);
        return image;
    }

    private Path copy() throws IOException {
        Path source = Files.createDirectories(
                Files.createTempDirectory(folder, "source").resolve("subscriber-churn"));
        for (String name : List.of("model.yaml", "model.onnx", "golden.csv")) {
            Files.copy(EXAMPLE.resolve(name), source.resolve(name));
        }
        return source;
    }
}
