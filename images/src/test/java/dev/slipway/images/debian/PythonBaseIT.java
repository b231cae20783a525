package dev.slipway.images.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.images.ImageContents;
import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A base of Debian's own Python, without further packages; made where Debian's mirrors can be reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonBaseIT {
    /** Stays from one run to the next, so that packages are downloaded once. */
    private static final Path CACHE = Path.of("..", ".slipway", "bases");

    @TempDir
    private Path folder;

    private Path tar;

    @BeforeAll
    void makeBase() {
        try {
            tar = new PythonBase(CACHE).make(List.of());
        } catch (InferenceException failed) {
            boolean elsewhere = failed.getMessage().contains("does not run here")
                    || failed.getMessage().contains("is the network there");
            if (!elsewhere) {
                throw failed;
            }
            System.out.println("SKIPPED: no base can be made here: " + failed.getMessage());
            Assumptions.abort(failed.getMessage());
        }
    }

    @Test
    void shouldHoldPythonAndNothingOfDevelopers() throws IOException {
        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(ImageContents.scan(image)).isEmpty();
            assertThat(image.user()).isEqualTo("65532:65532");
            assertThat(image.layers()).hasSize(1);
            assertThat(image.layers().get(0).size()).isLessThan(30_000_000);
            List<String> files = files(image);
            assertThat(files)
                    .contains(
                            "usr/bin/python3",
                            "usr/lib/python3.11/json/__init__.py",
                            "usr/lib/python3.11/json/__pycache__/__init__.cpython-311.pyc",
                            "var/lib/dpkg/status.d/libc6",
                            "usr/share/doc/libc6/copyright")
                    .noneMatch(file -> file.matches("(usr/)?bin/(sh|bash|dash|apt.*|dpkg.*|perl.*)"));
        }
    }

    @Test
    void shouldGiveTheSameBytesAgain() throws IOException {
        Path packages = Files.createDirectories(folder.resolve("packages"));
        try (Stream<Path> files = Files.list(CACHE.resolve("packages"))) {
            for (Path file : files.toList()) {
                Files.createLink(packages.resolve(file.getFileName()), file);
            }
        }

        Path again = new PythonBase(folder).make(List.of());

        assertThat(again.getFileName()).isEqualTo(tar.getFileName());
        assertThat(Files.mismatch(again, tar)).isEqualTo(-1);
    }

    @Test
    void shouldTellItsPinnedReference() {
        try (LocalRegistry registry = LocalRegistry.start()) {
            String reference = registry.host() + "/bases/python:3.11";

            String pinned = new BasePush(folder.resolve("jib")).push(tar, reference);

            assertThat(pinned).matches(Pattern.quote(reference) + "@sha256:[0-9a-f]{64}");
            assertThat(new BasePush(folder.resolve("other")).push(tar, reference))
                    .isEqualTo(pinned);
        }
    }

    @Test
    void shouldRefuseWhatIsNoPackage() {
        assertThatThrownBy(() -> new PythonBase(folder).make(List.of("-o=x")))
                .hasMessage("expected the name of a Debian package such as python3-sklearn, got -o=x");
        assertThatThrownBy(() -> new PythonBase(folder).make(List.of("python3-not-there")))
                .hasMessageContaining("Unable to locate package python3-not-there");
    }

    private static List<String> files(ImageTar image) throws IOException {
        List<String> files = new ArrayList<>();
        try (InputStream layer = image.layer(0);
                TarArchiveInputStream entries = new TarArchiveInputStream(new GZIPInputStream(layer))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.add(entry.getName());
                assertThat(entry.getLastModifiedDate().getTime()).isZero();
                assertThat(entry.getLongUserId()).isZero();
            }
        }
        return files;
    }
}
