package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build on a base, or of a model, with what has no place in production leaves no tar. */
class ImageContentsIT {
    private static final String MANIFEST = """
            {"spec": "1.0", "name": "toy", "version": "1.0.0", "key": ["id"],
             "input": [{"name": "id", "type": "string"}], "output": [{"name": "id", "type": "string"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldNotBuildOnABaseWithACompiler() throws IOException {
        try (LocalRegistry registry = LocalRegistry.start()) {
            String repository = registry.host() + "/with-compiler";
            String digest = TinyImages.script("exit 1")
                    .file("/usr/bin/gcc-12", "#!/bin/sh")
                    .push(repository + ":1");
            BaseImage base = BaseImage.parse(repository + "@" + digest);

            assertThatThrownBy(() -> build(base))
                    .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                            .isEqualTo(ExitCode.BAD_CONFIGURATION))
                    .hasMessageContaining("toy:1.0.0 would hold what has no place in production:"
                            + "\n  /usr/bin/gcc-12 is a compiler or a part of one (1 kB, layer 2)")
                    .hasMessageContaining("The base brings it, " + base + ": choose one without")
                    .hasMessageNotContaining("comes from the model");
        }
        assertThat(folder.resolve("toy.tar")).doesNotExist();
    }

    @Test
    void shouldNotBuildAModelWithATestLibraryUntilItIsGone() throws IOException {
        try (LocalRegistry registry = LocalRegistry.start()) {
            String repository = registry.host() + "/tiny";
            BaseImage base = BaseImage.parse(
                    repository + "@" + TinyImages.script("exit 1").push(repository + ":1"));
            String empty = "PK\u0005\u0006" + "\0".repeat(18);
            Path jar = write("image/app/lib/junit-4.13.jar", empty);

            assertThatThrownBy(() -> build(base))
                    .hasMessageContaining("/opt/app/lib/junit-4.13.jar is a test library (1 kB, layer 3)")
                    .hasMessageContaining("Below /opt it comes from the model")
                    .hasMessageNotContaining("choose one without");
            assertThat(folder.resolve("toy.tar")).doesNotExist();

            Files.delete(jar);
            build(base);
            assertThat(folder.resolve("toy.tar")).exists();
        }
    }

    private BuiltImage build(BaseImage base) throws IOException {
        write("image/app/run.sh", "exit 1");
        write("image/model/manifest.json", MANIFEST);
        write("image/entrypoint.json", "[\"/bin/sh\", \"app/run.sh\"]");
        return new ImageBuild(
                        folder.resolve("image"),
                        "image",
                        base,
                        TargetPlatform.LINUX_AMD64,
                        null,
                        Files.createDirectories(folder.resolve("cache")))
                .build(folder.resolve("toy.tar"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
