package dev.slipway.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.Checkout;
import dev.slipway.inference.Manifest;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackerTest {
    @TempDir
    private Path folder;

    private Path image;
    private final ModelPacker packer = new ModelPacker(Checkout.find());

    @BeforeEach
    void makeModel() throws IOException {
        image = folder.resolve("image");
        write("model/trees/first.json", "{}");
        write("model/scale.json", "[2]");
        write("truth.csv", "id,x,y\na,1,2\n");
    }

    @Test
    void shouldPackAPythonModelWithTheContractBesideIt() throws IOException {
        write("model.py", "import slipway\n");

        packer.pack(model("python"), ModelPacker.PLATFORM, image);

        assertThat(files())
                .containsExactly(
                        "app/model.py",
                        "app/slipway.py",
                        "entrypoint.json",
                        "environment.json",
                        "model/golden.csv",
                        "model/manifest.json",
                        "model/scale.json",
                        "model/trees/first.json");
        assertThat(image.resolve("entrypoint.json")).hasContent("[\"python3\",\"-S\",\"app/model.py\"]");
        Manifest manifest = Manifest.parse(Files.readString(image.resolve("model/manifest.json")));
        assertThat(manifest).isEqualTo(model("python").toManifest());
        assertThat(manifest.goldenSha256()).hasSize(64);
    }

    @Test
    void shouldPackAPythonModelForThePlatformOfItsImage() throws IOException {
        write("model.py", "import slipway\n");
        write("requirements.base", "of-both==1.0\nof-arm==2.0; platform_machine == 'aarch64'\n");

        packer.pack(model("python"), "linux/arm64", image);

        assertThat(image.resolve("app/requirements.base")).hasContent("of-both==1.0\nof-arm==2.0\n");
    }

    @Test
    void shouldPackAJavaModelWithItsLibraries() throws IOException {
        write("target/toy.jar", "jar");
        write("target/lib/inference-spec.jar", "library");

        packer.pack(model("java"), ModelPacker.PLATFORM, image);

        assertThat(files())
                .contains("app/toy.jar", "app/lib/inference-spec.jar")
                .doesNotContain("app/slipway.py");
        assertThat(image.resolve("entrypoint.json")).hasContent("[\"java\",\"-jar\",\"app/toy.jar\"]");
    }

    @Test
    void shouldSayWhichProgramIsMissing() throws IOException {
        ModelFile model = model("python");

        assertThatThrownBy(() -> packer.pack(model, ModelPacker.PLATFORM, image))
                .hasMessage(folder.resolve("model.py") + " is missing; a Python model's program has that name");
    }

    private ModelFile model(String runtime) throws IOException {
        write("model.yaml", """
                name: toy
                version: 1.0.0
                runtime: %s
                key: [id]
                input: {id: string, x: double}
                output: {id: string, y: double}
                golden: truth.csv
                """.formatted(runtime));
        return ModelFile.read(folder);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> image.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
