package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.sbom.Sbom;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image from scratch, made once. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "an image from scratch is made of this machine's own C library")
class ScratchIT {
    @TempDir
    private static Path folder;

    private static PackedModel model;
    private static BuiltImage built;
    private static final Map<String, TarArchiveEntry> FILES = new TreeMap<>();

    @BeforeAll
    static void build() throws IOException {
        model = PackedModel.in(folder.resolve("image"));
        built = build("cache");
        try (ImageTar image = ImageTar.open(built.tar())) {
            for (int i = 0; i < image.layers().size(); i++) {
                try (TarArchiveInputStream layer = new TarArchiveInputStream(new GZIPInputStream(image.layer(i)))) {
                    for (TarArchiveEntry entry = layer.getNextEntry(); entry != null; entry = layer.getNextEntry()) {
                        FILES.put("/" + entry.getName(), entry);
                    }
                }
            }
        }
    }

    private static BuiltImage build(String cache) {
        return new ImageBuild(
                        model.folder(),
                        "java",
                        BaseImage.SCRATCH,
                        TargetPlatform.ofThisMachine(),
                        null,
                        folder.resolve(cache))
                .build(folder.resolve(cache + "-tiny.tar"));
    }

    @Test
    void shouldHoldNothingToStartButTheProgram() {
        assertThat(FILES.values())
                .filteredOn(file -> !file.isDirectory() && (file.getMode() & 0111) != 0)
                .extracting(file -> "/" + file.getName())
                .allMatch(name -> name.equals("/opt/java/bin/java")
                        || name.equals("/opt/java/lib/jspawnhelper")
                        || name.startsWith("/lib"))
                .contains("/opt/java/bin/java");
        assertThat(FILES.keySet()).noneMatch(name -> name.matches("/(usr/)?s?bin/.*|/etc/.*"));
        assertThat(FILES).containsKeys("/tmp/", "/opt/java/lib/server/libjvm.so", "/opt/sbom.cdx.json");
    }

    @Test
    void shouldBelongToRootAndBeOfOneTime() {
        assertThat(FILES.values()).allSatisfy(file -> {
            assertThat(file.getLongUserId()).isZero();
            assertThat(file.getLongGroupId()).isZero();
            assertThat(file.getLastModifiedTime().toMillis()).isIn(0L, 1000L);
            boolean writable = (file.getMode() & 0222) != 0;
            assertThat(writable && !file.isDirectory()).as(file.getName()).isFalse();
        });
    }

    @Test
    void shouldLinkOnlyTheModulesThatTheProgramNeeds() throws IOException {
        String list = Files.readString(built.sbom());

        assertThat(list).contains(" of the modules java.base\"");
        assertThat(FILES.keySet()).noneMatch(name -> name.matches(".*(libawt|libnet_|libjdwp|jexec|keytool).*"));
    }

    @Test
    void shouldMakeTheSameImageFromARuntimeThatIsLinkedAgain() {
        BuiltImage again = build("other-cache");

        try (ImageTar one = ImageTar.open(built.tar());
                ImageTar other = ImageTar.open(again.tar())) {
            assertThat(other.layers()).isEqualTo(one.layers());
            assertThat(other.digest()).isEqualTo(one.digest());
        }
        assertThat(again.sbom()).hasSameBinaryContentAs(built.sbom());
    }

    @Test
    void shouldListItsPartsInAFormThatValidates() throws Exception {
        assertThat(new JsonParser().validate(built.sbom().toFile(), Version.VERSION_16))
                .isEmpty();
        Map<String, Object> list = JSON.std.mapFrom(Files.readString(built.sbom()));
        assertThat(list).doesNotContainKey("timestamp");
        assertThat(list.get("metadata").toString())
                .contains("name=tiny", "version=1.2.3", "/opt/model/weights.txt")
                .doesNotContain("timestamp");
        List<?> components = (List<?>) list.get("components");
        assertThat(components.stream().map(part -> String.valueOf(((Map<?, ?>) part).get("name"))))
                .contains("jackson-core", "jackson-jr-objects", "tiny");
        assertThat(components)
                .filteredOn(part -> "jackson-core".equals(((Map<?, ?>) part).get("name")))
                .singleElement()
                .asString()
                .contains("purl=pkg:maven/com.fasterxml.jackson.core/jackson-core@", "id=Apache-2.0", "SHA-256");
    }

    @Test
    void shouldHaveTheListInTheImage() throws IOException {
        try (ImageTar image = ImageTar.open(built.tar());
                TarArchiveInputStream last = new TarArchiveInputStream(
                        new GZIPInputStream(image.layer(image.layers().size() - 1)))) {
            String text = "";
            for (TarArchiveEntry entry = last.getNextEntry(); entry != null; entry = last.getNextEntry()) {
                if (("/" + entry.getName()).equals(Sbom.PATH)) {
                    text = new String(last.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            assertThat(text).isEqualTo(Files.readString(built.sbom()));
        }
    }

    @Test
    void shouldRefuseAnotherMachinesPlatform() {
        TargetPlatform other = TargetPlatform.ofThisMachine().equals(TargetPlatform.LINUX_AMD64)
                ? TargetPlatform.LINUX_ARM64
                : TargetPlatform.LINUX_AMD64;

        assertThatThrownBy(() -> new ImageBuild(
                                model.folder(), "java", BaseImage.SCRATCH, other, null, folder.resolve("cache"))
                        .build(folder.resolve("other.tar")))
                .isInstanceOfSatisfying(InferenceException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessage("--base scratch takes the runtime of this machine, which is "
                        + TargetPlatform.ofThisMachine() + ", not " + other
                        + ": build on a base image, or on such a machine");
    }

    @Test
    void shouldRefuseAProgramThatIsNotJava() throws IOException {
        Path python = PackedModel.in(folder.resolve("python")).folder();
        Files.writeString(python.resolve("entrypoint.json"), "[\"python3\",\"app/model.py\"]");

        assertThatThrownBy(() -> new ImageBuild(
                                python, "python", BaseImage.SCRATCH, TargetPlatform.LINUX_AMD64, null, folder)
                        .build(folder.resolve("other.tar")))
                .hasMessageContaining(
                        "--base scratch is for models of the runtimes java and onnx, this one's is python");
    }

    @Test
    void shouldSayThatAJreCannotMakeARuntime() throws Exception {
        Path out = folder.resolve("jre.txt");
        // The modules of a JRE: the tools are not among them.
        Process jre = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--limit-modules",
                        "java.se,jdk.unsupported",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BuildsFromScratch.class.getName(),
                        model.folder().toString(),
                        folder.resolve("jre-cache").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(jre.waitFor()).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out).content().contains("--base scratch needs jdeps, which the Java in", "lacks", "Install a JDK");
    }
}
