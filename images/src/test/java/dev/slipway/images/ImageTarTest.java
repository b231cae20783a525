package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageTarTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellWhatTheConfigurationSays() throws IOException {
        TarCase image = TarCase.image();
        try (ImageTar tar = ImageTar.open(image.write(folder.resolve("image.tar")))) {
            assertThat(tar.platform()).isEqualTo("linux/amd64");
            assertThat(tar.user()).isEqualTo("65532");
            assertThat(tar.entrypoint()).containsExactly("/run", "it");
            assertThat(tar.labels()).containsExactly(Map.entry("a", "b"));
            assertThat(tar.configDigest()).isEqualTo(TarCase.digest(image.content("config.json")));
        }
    }

    @Test
    void shouldCompressALayerThatIsNot() throws IOException {
        byte[] plain = TarCase.layer("hello");
        try (ImageTar tar = ImageTar.open(TarCase.image().write(folder.resolve("image.tar")))) {
            Layer layer = tar.layers().get(0);
            byte[] sent = read(tar, 0);
            assertThat(sent).isEqualTo(TarCase.gzip(plain));
            assertThat(layer)
                    .isEqualTo(new Layer(TarCase.digest(sent), sent.length, plain.length, TarCase.digest(plain)));
        }
    }

    @Test
    void shouldSendACompressedLayerAsItIs() throws IOException {
        byte[] plain = TarCase.layer("hello");
        // No header of ours: another time stamp.
        byte[] packed = TarCase.gzip(plain);
        packed[4] = 42;
        Path file = TarCase.image().file("id/layer.tar", packed).write(folder.resolve("image.tar"));
        try (ImageTar tar = ImageTar.open(file)) {
            assertThat(tar.layers())
                    .containsExactly(
                            new Layer(TarCase.digest(packed), packed.length, plain.length, TarCase.digest(plain)));
            assertThat(read(tar, 0)).isEqualTo(packed);
        }
    }

    @Test
    void shouldPutWhatItAnswersIntoTheManifest() throws IOException {
        try (ImageTar tar = ImageTar.open(TarCase.image().write(folder.resolve("image.tar")))) {
            Map<String, Object> manifest = JSON.std.mapFrom(tar.manifestBytes());
            Layer layer = tar.layers().get(0);
            assertThat(manifest)
                    .containsEntry("mediaType", "application/vnd.oci.image.manifest.v1+json")
                    .containsEntry(
                            "layers",
                            List.of(Map.of(
                                    "mediaType",
                                    "application/vnd.oci.image.layer.v1.tar+gzip",
                                    "digest",
                                    layer.digest(),
                                    "size",
                                    (int) layer.size())));
            assertThat(tar.digest()).isEqualTo(TarCase.digest(tar.manifestBytes()));
        }
    }

    @Test
    void shouldReadWhatDockerSavesSinceVersion25() throws IOException {
        byte[] layer = TarCase.layer("hello");
        String config = TarCase.config(layer);
        String layerName = "blobs/sha256/" + TarCase.digest(layer).substring(7);
        String configName = "blobs/sha256/"
                + TarCase.digest(config.getBytes(StandardCharsets.UTF_8)).substring(7);
        Path file = new TarCase()
                .file(layerName, layer)
                .file(configName, config)
                .file("index.json", "{\"schemaVersion\":2,\"manifests\":[]}")
                .file("manifest.json", "[{\"Config\":\"%s\",\"Layers\":[\"%s\"]}]".formatted(configName, layerName))
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .write(folder.resolve("new.tar"));
        Path old = TarCase.image().write(folder.resolve("old.tar"));
        assertThat(digest(file)).isEqualTo(digest(old));
    }

    @Test
    void shouldFollowALinkToAnEqualLayer() throws IOException {
        byte[] layer = TarCase.layer("hello");
        Path file = TarCase.image()
                .file("config.json", TarCase.config(layer, layer))
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"Layers\":[\"id/layer.tar\",\"other/layer.tar\"]}]")
                .link("other/layer.tar", "../id/layer.tar")
                .write(folder.resolve("image.tar"));
        try (ImageTar tar = ImageTar.open(file)) {
            assertThat(tar.layers()).hasSize(2).allMatch(tar.layers().get(0)::equals);
        }
    }

    @Test
    void shouldRemoveItsTemporaryFiles() throws IOException {
        try (Stream<Path> before = temporary()) {
            List<Path> there = before.toList();
            try (ImageTar tar = ImageTar.open(TarCase.image().write(folder.resolve("image.tar")))) {
                tar.layers();
            }
            try (Stream<Path> after = temporary()) {
                assertThat(after.toList()).isSubsetOf(there);
            }
        }
    }

    @Test
    void shouldRefuseAnotherPlatform() throws IOException {
        try (ImageTar tar = ImageTar.open(TarCase.image().write(folder.resolve("image.tar")))) {
            assertThat(tar.require("linux/amd64")).isSameAs(tar);
            assertThatThrownBy(() -> tar.require("linux/arm64"))
                    .isInstanceOf(BadImageException.class)
                    .hasMessageEndingWith("image.tar: is for linux/amd64, expected linux/arm64");
        }
    }

    @Test
    void shouldTellThatTheLabelIsMissing() throws IOException {
        try (ImageTar tar = ImageTar.open(TarCase.image().write(folder.resolve("image.tar")))) {
            assertThatThrownBy(tar::model).hasMessageContaining("has no label dev.slipway.manifest");
        }
    }

    @Test
    void shouldTellThatTheLabelIsBroken() throws IOException {
        TarCase image = TarCase.image();
        String config = new String(image.content("config.json"), StandardCharsets.UTF_8);
        image.file("config.json", config.replace("\"a\":\"b\"", "\"dev.slipway.manifest\":\"{}\""));
        try (ImageTar tar = ImageTar.open(image.write(folder.resolve("image.tar")))) {
            assertThatThrownBy(tar::model).hasMessageContaining("label dev.slipway.manifest is broken: ");
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("is no image: there is no manifest.json in it", image -> image.without("manifest.json")),
                broken("is an OCI layout without the manifest.json", image -> image.without("manifest.json")
                        .file("index.json", "{}")),
                broken("manifest.json is no JSON list", image -> image.file("manifest.json", "{}")),
                broken("holds 0 images, expected one", image -> image.file("manifest.json", "[]")),
                broken("holds 2 images, expected one", image -> image.file("manifest.json", "[{},{}]")),
                broken("does not name a Config and Layers", image -> image.file("manifest.json", "[{}]")),
                broken("config.json is named in it, but is not there", image -> image.without("config.json")),
                broken("its configuration is no JSON object", image -> image.file("config.json", "oops")),
                broken("id/layer.tar is named in it, but is not there", image -> image.without("id/layer.tar")),
                broken(
                        "has 1 layers, but its configuration names 2",
                        image -> image.file("config.json", TarCase.config(new byte[1], new byte[2]))),
                broken(
                        "layer id/layer.tar is corrupt: its content has sha256:",
                        image -> image.file("id/layer.tar", TarCase.layer("other"))),
                broken(
                        "layer id/layer.tar is compressed with zstd; expected gzip or none",
                        image -> image.file("id/layer.tar", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0})),
                broken("layer id/layer.tar is corrupt or cut off", ImageTarTest::cutLayer),
                broken(
                        "holds a name that leads out of it: \"../etc/passwd\"",
                        image -> image.file("../etc/passwd", "x")),
                broken("holds a name that leads out of it: \"/etc/passwd\"", image -> image.file("/etc/passwd", "x")),
                broken(
                        "holds a name that leads out of it: \"/etc/passwd\"",
                        image -> image.file(
                                "manifest.json", "[{\"Config\":\"/etc/passwd\",\"Layers\":[\"id/layer.tar\"]}]")),
                broken(
                        "holds a name that leads out of it: \"id/../../etc/passwd\"",
                        image -> image.without("id/layer.tar").link("id/layer.tar", "../../etc/passwd")),
                broken("id/layer.tar is a link that leads in a circle", image -> image.without("id/layer.tar")
                        .link("id/layer.tar", "layer.tar")));
    }

    private static Arguments broken(String problem, Consumer<TarCase> change) {
        return Arguments.of(problem, change);
    }

    private static void cutLayer(TarCase image) {
        try {
            byte[] packed = TarCase.gzip(image.content("id/layer.tar"));
            image.file("id/layer.tar", Arrays.copyOf(packed, packed.length / 2));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void shouldTellWhatIsWrong(String problem, Consumer<TarCase> change) throws IOException {
        TarCase image = TarCase.image();
        change.accept(image);
        Path file = image.write(folder.resolve("image.tar"));
        assertThatThrownBy(() -> digest(file))
                .isInstanceOf(BadImageException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldTellThatAFileIsNoTar() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no tar at all, ".repeat(100));
        assertThatThrownBy(() -> digest(text)).hasMessageContaining("is no tar, or a truncated or corrupt one");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> digest(empty)).hasMessageContaining("is no tar, or an empty one");
        Path packed = Files.write(folder.resolve("image.tgz"), TarCase.gzip(new byte[2000]));
        assertThatThrownBy(() -> digest(packed)).hasMessageContaining("is compressed as a whole (gzip)");
        assertThatThrownBy(() -> digest(folder)).hasMessageEndingWith("is no file");
        assertThatThrownBy(() -> digest(folder.resolve("none"))).hasMessageEndingWith("there is no such file");
    }

    @Test
    void shouldNoticeATarThatIsCutOffAnywhere() throws IOException {
        byte[] layer = TarCase.layer("hello ".repeat(2000));
        Path whole = new TarCase()
                .file("config.json", TarCase.config(layer))
                .file("manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"layer.tar\"]}]")
                .file("layer.tar", layer)
                .write(folder.resolve("whole.tar"));
        assertThat(digest(whole)).startsWith("sha256:");
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < 5 * 512 + layer.length; length += 700) {
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> digest(cut)).as("cut to %d bytes", length).isInstanceOf(BadImageException.class);
        }
    }

    private static String digest(Path file) {
        try (ImageTar tar = ImageTar.open(file)) {
            return tar.digest();
        }
    }

    private static byte[] read(ImageTar tar, int layer) throws IOException {
        try (InputStream in = tar.layer(layer)) {
            return in.readAllBytes();
        }
    }

    /** Of this process; the tests of another fork have their own. */
    private static Stream<Path> temporary() throws IOException {
        return Files.list(Path.of(System.getProperty("java.io.tmpdir"))).filter(file -> file.getFileName()
                .toString()
                .startsWith("slipway-layer-" + ProcessHandle.current().pid() + "-"));
    }
}
