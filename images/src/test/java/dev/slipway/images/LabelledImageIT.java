package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that somebody else made. */
class LabelledImageIT {
    @TempDir
    private Path folder;

    @Test
    void shouldAddLabelsAndAListAndLeaveTheLayersAlone() throws Exception {
        Path theirs = TinyImages.script("exit 0")
                .label("theirs", "kept")
                .environment("THEIRS", "kept")
                .tar("slipway-test/theirs:1", folder.resolve("theirs.tar"));
        BuiltImage built = label(theirs, "ours.tar");

        try (ImageTar before = ImageTar.open(theirs);
                ImageTar after = ImageTar.open(built.tar())) {
            List<Layer> layers = after.layers();
            assertThat(layers).hasSize(before.layers().size() + 1);
            assertThat(layers.subList(0, layers.size() - 1)).isEqualTo(before.layers());
            assertThat(after.model()).isEqualTo(PackedModel.MANIFEST);
            assertThat(after.labels()).containsEntry("theirs", "kept").containsEntry("dev.slipway.runtime", "image");
            assertThat(after.entrypoint()).isEqualTo(before.entrypoint());
            assertThat(after.user()).isEqualTo(before.user());
            assertThat(after.config().get("config").toString()).contains("THEIRS=kept");
        }
        assertThat(new JsonParser().validate(built.sbom().toFile(), Version.VERSION_16))
                .isEmpty();
    }

    @Test
    void shouldGiveTheSameBytesAgain() {
        Path theirs = TinyImages.script("exit 0").tar("slipway-test/theirs:1", folder.resolve("theirs.tar"));

        assertThat(label(theirs, "one.tar").tar())
                .hasSameBinaryContentAs(label(theirs, "other.tar").tar());
    }

    @Test
    void shouldWriteOneTarFromTwoCallsAtOnce() {
        Path theirs = TinyImages.script("exit 0").tar("slipway-test/theirs:1", folder.resolve("theirs.tar"));
        Path alone = label(theirs, "alone.tar").tar();

        for (int time = 0; time < 20; time++) {
            List<CompletableFuture<BuiltImage>> both = Stream.of(1, 2)
                    .map(call -> CompletableFuture.supplyAsync(() -> label(theirs, "ours.tar")))
                    .toList();
            assertThat(both).allSatisfy(call -> assertThat(call.join().tar()).hasSameBinaryContentAs(alone));
        }
    }

    @Test
    void shouldRefuseAnImageThatRunsAsRoot() {
        Path root = TinyImages.script("exit 0").user("").tar("slipway-test/root:1", folder.resolve("root.tar"));
        Path named = TinyImages.script("exit 0").user("app").tar("slipway-test/named:1", folder.resolve("named.tar"));

        assertThatThrownBy(() -> label(root, "ours.tar"))
                .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessage(root + " runs as root, expected a user's number that is not 0:"
                        + " put 'USER 65532:65532' into its Dockerfile");
        assertThatThrownBy(() -> label(named, "ours.tar")).hasMessageContaining("runs as \"app\", expected");
        assertThat(folder.resolve("ours.tar")).doesNotExist();
    }

    @Test
    void shouldRefuseAnotherArchitectureAndAMissingEntryPoint() {
        Path arm =
                TinyImages.script("exit 0").architecture("arm64").tar("slipway-test/arm:1", folder.resolve("arm.tar"));
        Path idle = TinyImages.script("exit 0").entrypoint().tar("slipway-test/idle:1", folder.resolve("idle.tar"));

        assertThatThrownBy(() -> label(arm, "ours.tar"))
                .hasMessageContaining("is for linux/arm64, expected linux/amd64");
        assertThatThrownBy(() -> label(idle, "ours.tar"))
                .hasMessageContaining("has no entry point, expected a program");
    }

    private BuiltImage label(Path image, String tar) {
        return new LabelledImage(image, PackedModel.MANIFEST, TargetPlatform.LINUX_AMD64, null)
                .write(folder.resolve(tar), folder.resolve("cache"));
    }
}
