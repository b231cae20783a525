package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a base that lies in a registry of this machine. */
class ImageBuildIT {
    private static LocalRegistry registry;
    private static BaseImage base;

    @TempDir
    private Path folder;

    @BeforeAll
    static void pushBase() {
        registry = LocalRegistry.start();
        base = push(
                "base",
                TinyImages.script("echo base").environment("VENDOR", "yes").label("vendor", "us"));
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    private static BaseImage push(String name, TinyImages image) {
        String repository = registry.host() + "/" + name;
        return BaseImage.parse(repository + "@" + image.push(repository + ":1"));
    }

    @Test
    void shouldStartTheProgramAsNobody() throws IOException {
        Path tar = build(PackedModel.in(folder.resolve("image")), "cache").tar();

        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(image.user()).isEqualTo("65532:65532");
            assertThat(image.entrypoint())
                    .startsWith("java", "-XX:+UseSerialGC")
                    .endsWith("-jar", "/opt/app/tiny.jar");
            assertThat(image.config().get("config").toString())
                    .contains(
                            "WorkingDir=/opt/model",
                            "HOME=/tmp",
                            "TMPDIR=/tmp",
                            "LANG=C.UTF-8",
                            "ORT_DISABLE_TELEMETRY=1",
                            "VENDOR=yes");
            assertThat(image.platform()).isEqualTo("linux/amd64");
        }
    }

    @Test
    void shouldSayWhatItIs() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        Path tar = new ImageBuild(
                        model.folder(), "java", base, TargetPlatform.LINUX_AMD64, "0123abc", folder.resolve("cache"))
                .build(folder.resolve("tiny.tar"))
                .tar();

        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(image.model()).isEqualTo(PackedModel.MANIFEST);
            assertThat(image.labels())
                    .containsEntry("dev.slipway.runtime", "java")
                    .containsEntry("org.opencontainers.image.title", "tiny")
                    .containsEntry("org.opencontainers.image.version", "1.2.3")
                    .containsEntry("org.opencontainers.image.description", "A tiny model.")
                    .containsEntry("org.opencontainers.image.revision", "0123abc")
                    .containsEntry(
                            "org.opencontainers.image.base.name", base.pinned().name())
                    .containsEntry(
                            "org.opencontainers.image.base.digest",
                            base.pinned().digest())
                    .containsEntry("vendor", "us");
        }
    }

    @Test
    void shouldRewriteOnlyTheLastLayerForARetrainedModel() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        List<String> before = digests(build(model, "cache").tar());
        List<String> after = digests(build(model.trained("second"), "cache").tar());

        assertThat(before).hasSize(5).doesNotHaveDuplicates();
        assertThat(after.subList(0, 4)).isEqualTo(before.subList(0, 4));
        assertThat(after.get(4)).isNotEqualTo(before.get(4));
    }

    @Test
    void shouldNotReplaceWhatIsNoFile() throws Exception {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> model.build(base, folder.resolve("cache")).build(pipe))
                .hasMessageContaining("is no file that may be replaced by an image")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
    }

    @Test
    void shouldForgetLayersOfLongAgo() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        List<String> first = digests(build(model, "cache").tar());
        Path layers = folder.resolve("cache/layers/layers");
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        List<Path> made;
        try (Stream<Path> found = Files.list(layers)) {
            made = found.toList();
        }
        Path old = made.get(0);
        Files.setLastModifiedTime(old, longAgo);
        Path unused = Files.createDirectory(layers.resolve("0".repeat(64)));
        Files.setLastModifiedTime(unused, longAgo);

        List<String> second = digests(build(model.trained("second"), "cache").tar());

        assertThat(unused).doesNotExist();
        assertThat(made).hasSizeGreaterThan(1);
        assertThat(made.subList(1, made.size()))
                .allSatisfy(layer -> assertThat(layer).exists());
        assertThat(second.subList(0, 4)).as("made again the same").isEqualTo(first.subList(0, 4));
    }

    @Test
    void shouldGiveTheSameDigestInAnotherFolderAtAnotherTime() throws IOException {
        PackedModel one = PackedModel.in(folder.resolve("one"));
        PackedModel other = PackedModel.in(folder.resolve("other"));
        for (Path file : files(other.folder())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwx---"));
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02Z")));
        }
        for (Path jar : files(other.folder().resolve("app/lib"))) {
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rwxrwxrwx"));
        }

        assertThat(digest(build(other, "other-cache").tar()))
                .isEqualTo(digest(build(one, "cache").tar()));
    }

    @Test
    void shouldNotBuildAgainWhatDidNotChange() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        Path tar = build(model, "cache").tar();
        FileTime written = Files.getLastModifiedTime(tar);

        // In the tests the program counts as new in each process, not in each build.
        assertThat(build(model, "cache").fresh()).isFalse();
        assertThat(Files.getLastModifiedTime(tar)).isEqualTo(written);
        Files.writeString(tar, "damaged");
        assertThat(build(model, "cache").fresh()).isTrue();
        assertThat(build(model.trained("second"), "cache").fresh()).isTrue();
        for (Path mark : files(folder.resolve("cache/built"))) {
            if (Files.isRegularFile(mark)) {
                Files.writeString(mark, Files.readString(mark).substring(0, 100));
            }
        }
        assertThat(build(model, "cache").fresh())
                .as("after a mark that was cut off")
                .isTrue();
    }

    @Test
    void shouldNotMeasureLayersAgainOfWhatDidNotChange() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        Path tar = build(model, "cache").tar();
        List<Layer> layers;
        String digest = digest(tar);
        try (ImageTar image = ImageTar.open(tar)) {
            layers = image.layers();
        }
        FileTime written = Files.getLastModifiedTime(tar);
        byte[] bytes = Files.readAllBytes(tar);
        bytes[1024] ^= 1; // in the first layer; size and time stay, so only reading it tells
        Files.write(tar, bytes);
        Files.setLastModifiedTime(tar, written);

        BuiltImage again = build(model, "cache");

        assertThat(again.fresh()).isFalse();
        try (ImageTar image = again.open()) {
            assertThat(image.layers()).isEqualTo(layers);
            assertThat(image.digest()).isEqualTo(digest);
        }
        assertThatThrownBy(() -> digest(tar)).as("as a push reads it").isInstanceOf(BadImageException.class);
    }

    @Test
    void shouldTakeAFetchedBaseWithoutItsRegistry() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        BaseImage passing;
        try (LocalRegistry gone = LocalRegistry.start()) {
            passing = BaseImage.parse(
                    gone.host() + "/base@" + TinyImages.script("exit 0").push(gone.host() + "/base:1"));
            model.build(passing, folder.resolve("cache")).build(folder.resolve("tiny.tar"));
        }

        BuiltImage again =
                model.trained("second").build(passing, folder.resolve("cache")).build(folder.resolve("tiny.tar"));

        assertThat(again.fresh()).isTrue();
        assertThatThrownBy(() -> model.build(passing, folder.resolve("new")).build(folder.resolve("tiny.tar")))
                .isInstanceOfSatisfying(InferenceException.class, away -> assertThat(away.exitCode())
                        .isEqualTo(ExitCode.TRY_AGAIN))
                .hasMessageContaining("base " + passing + " cannot be fetched: Connection refused")
                .hasMessageContaining("--base scratch");
        assertThat(again.tar()).as("the earlier image").isRegularFile();
    }

    @Test
    void shouldSayThatTheRegistryHasNoSuchBase() throws IOException {
        BaseImage unknown = BaseImage.parse(registry.host() + "/base@sha256:" + "0".repeat(64));
        PackedModel model = PackedModel.in(folder.resolve("image"));

        assertThatThrownBy(() -> model.build(unknown, folder.resolve("cache")).build(folder.resolve("tiny.tar")))
                .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessage(
                        "base " + unknown + " cannot be fetched: the registry answers manifest unknown; name one that"
                                + " it has, in slipway.yaml or with --base");
        assertThat(files(folder).stream().filter(file -> file.toString().contains(".tar")))
                .isEmpty();
    }

    @Test
    void shouldRefuseABaseForAnotherPlatform() throws IOException {
        BaseImage arm = push("arm", TinyImages.script("exit 0").architecture("arm64"));
        PackedModel model = PackedModel.in(folder.resolve("image"));

        assertThatThrownBy(() -> model.build(arm, folder.resolve("cache")).build(folder.resolve("tiny.tar")))
                .hasMessage("base " + arm + " is for linux/arm64, not linux/amd64: take the digest of a list of"
                        + " platforms, or --platform linux/arm64");
        assertThat(folder.resolve("tiny.tar")).doesNotExist();
    }

    @Test
    void shouldSayWhichJarIsBroken() throws IOException {
        PackedModel model = PackedModel.in(folder.resolve("image"));
        Path broken = Files.writeString(model.folder().resolve("app/lib/broken.jar"), "no jar");

        assertThatThrownBy(() -> build(model, "cache"))
                .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageStartingWith(broken + " is no jar, or a broken one: ");
    }

    private BuiltImage build(PackedModel model, String cache) {
        return model.build(base, folder.resolve(cache)).build(folder.resolve(cache + "-tiny.tar"));
    }

    private static List<String> digests(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return image.layers().stream().map(Layer::digest).toList();
        }
    }

    private static String digest(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return image.digest();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
