package dev.slipway.images.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks installed by the pip of this machine, from wheels that the test makes. */
class PythonLibrariesIT {
    private static final boolean PIP = hasPip();

    private final PythonTarget target = PythonTarget.of("linux/amd64", "3.11");

    @TempDir
    private Path folder;

    private Wheels wheels;
    private Path lock;

    @BeforeEach
    void needPip() throws IOException {
        Assumptions.assumeTrue(PIP, "there is no python3 with pip on this machine");
        wheels = new Wheels(Files.createDirectory(folder.resolve("wheels")));
        lock = folder.resolve("requirements.lock");
    }

    @Test
    void shouldInstallTheLockForTheImageAndNothingOfDevelopers() throws IOException {
        String helper = wheels.pure("helper", "2.0");
        String fast = wheels.tagged(
                "fast",
                "1.0",
                "cp311-cp311-manylinux_2_28_x86_64",
                List.of(
                        "fast/core.so",
                        "fast/tests/test_core.py",
                        "fast/data/test/conftest.py",
                        "fast/testing.py",
                        "fast/core.h",
                        "fast/core.pyc",
                        "fast-1.0.dist-info/entry_points.txt",
                        "fast-1.0.data/scripts/tool",
                        "fast-1.0.data/headers/fast.h",
                        "setuptools/__init__.py",
                        "start.pth"),
                "helper>=1",
                "windows-only; sys_platform == 'win32'",
                "optional; extra == 'more'");
        Files.writeString(lock, fast + helper);

        Map<String, String> files = install("one");

        assertThat(files.keySet())
                .containsExactly(
                        "fast-1.0.dist-info/METADATA",
                        "fast-1.0.dist-info/WHEEL",
                        "fast-1.0.dist-info/entry_points.txt",
                        "fast/__init__.py",
                        "fast/core.so",
                        "fast/testing.py",
                        "helper-2.0.dist-info/METADATA",
                        "helper-2.0.dist-info/WHEEL",
                        "helper/__init__.py");
    }

    @Test
    void shouldKeepTestFoldersThatTheLibraryItselfRuns() throws IOException {
        Files.writeString(
                lock,
                wheels.with(
                        "astro",
                        "1.0",
                        Map.of(
                                "astro/core.py", "from .tests.runner import Runner\n",
                                "astro/io/read.py", "def read():\n    from ..lazy import test\n",
                                "astro/tests/runner.py", "class Runner: pass\n",
                                "astro/tests/test_core.py", "import astro.idle.tests\n",
                                "astro/tests/tests/test_runner.py", "",
                                "astro/lazy/test/test_it.py", "",
                                "astro/lazy/test/__init__.py", "",
                                "astro/test/client.py", "",
                                "astro/idle/tests/__init__.py", "",
                                "astro/idle/tests/test_idle.py", "")));

        assertThat(install("one").keySet())
                .filteredOn(file -> file.startsWith("astro/"))
                .containsExactly(
                        "astro/__init__.py",
                        "astro/core.py",
                        "astro/io/read.py",
                        "astro/lazy/test/__init__.py",
                        "astro/test/client.py",
                        "astro/tests/runner.py");
    }

    @Test
    void shouldGiveTheSameBytesTwiceAndNotAskPipAgain() throws IOException {
        Files.writeString(lock, wheels.pure("helper", "2.0"));
        Map<String, String> first = install("one");

        Map<String, String> anew = install("two", folder.resolve("other-cache"));
        Files.delete(wheels.folder().resolve("helper-2.0-py3-none-any.whl"));
        Map<String, String> cached = install("three");

        assertThat(anew).isEqualTo(first);
        assertThat(cached).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(folder.resolve("three/helper/__init__.py")))
                .isEqualTo(FileTime.fromMillis(1000));
    }

    @Test
    void shouldInstallAnewWhereTheLockOrTheTargetIsAnother() throws IOException {
        Files.writeString(lock, wheels.pure("helper", "2.0"));
        install("one");
        Files.writeString(lock, wheels.pure("helper", "2.1"));

        assertThat(install("two").keySet()).contains("helper-2.1.dist-info/METADATA");
        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            assertThat(kept).hasSize(2);
        }
    }

    @Test
    void shouldTakeTheWheelOfTheImagesArchitecture() throws IOException {
        wheels.tagged("fast", "1.0", "cp311-cp311-manylinux2014_x86_64", List.of());
        Files.writeString(lock, wheels.tagged("fast", "1.0", "cp311-cp311-manylinux2014_aarch64", List.of()));

        refused("the file that pip found has another hash, sha256:");

        new PythonLibraries(folder.resolve("cache"), wheels.environment())
                .install(lock, folder.resolve("arm"), PythonTarget.of("linux/arm64", "3.11"));
        assertThat(folder.resolve("arm/fast-1.0.dist-info/WHEEL")).content().contains("aarch64");
    }

    @Test
    void shouldNameWhoNeedsWhatIsMissing() throws IOException {
        Files.writeString(lock, "# top\n" + wheels.pure("app", "1.0", "Hel_Per[deep] >=1.5"));

        refused("requirements.lock:2: app 1.0 needs hel-per>=1.5, which is not in the lock;"
                + " expected a line hel-per==VERSION --hash=sha256:…");
    }

    @Test
    void shouldRefuseAFileThatIsNotTheLockedOne() throws IOException {
        String line = wheels.pure("helper", "2.0");
        Files.writeString(lock, line.substring(0, line.length() - 65) + "0".repeat(64) + "\n");

        refused("requirements.lock:1: the file that pip found has another hash, sha256:"
                + line.strip().substring(line.length() - 65) + "; expected " + "0".repeat(64));
    }

    @Test
    void shouldNotBuildFromSource() throws IOException {
        Files.writeString(lock, wheels.pure("helper", "2.0") + wheels.source("slow", "1.0"));

        refused("requirements.lock:2: pip finds no wheel of slow 1.0 for Python 3.11 on Linux x86_64.");
    }

    @Test
    void shouldSayWhatToInstallWherePipIsMissing() throws IOException {
        Files.writeString(lock, wheels.pure("helper", "2.0"));
        Map<String, String> environment = new TreeMap<>(wheels.environment());
        environment.put(
                "PYTHONPATH", Files.createDirectory(folder.resolve("path")).toString());
        Files.writeString(folder.resolve("path/pip.py"), "raise SystemExit('No module named pip')\n");

        assertThatThrownBy(() -> new PythonLibraries(folder.resolve("cache"), environment)
                        .install(lock, folder.resolve("out"), target))
                .hasMessageContaining("needs pip, which python3 does not have; on Debian: apt-get install python3-pip");
    }

    private Map<String, String> install(String name) throws IOException {
        return install(name, folder.resolve("cache"));
    }

    /** Hash and mode by file. */
    private Map<String, String> install(String name, Path cache) throws IOException {
        Path into = folder.resolve(name);
        new PythonLibraries(cache, wheels.environment()).install(lock, into, target);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(into)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(into.relativize(file).toString(), Wheels.sha256(file) + Files.getPosixFilePermissions(file));
            }
        }
        return files;
    }

    private void refused(String told) {
        assertThatThrownBy(() -> install("refused")).hasMessageContaining(told);
        assertThat(folder.resolve("refused")).doesNotExist();
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    private static boolean hasPip() {
        try {
            boolean has = new ProcessBuilder("python3", "-m", "pip", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            if (!has) {
                System.err.println("SKIPPED: python3 on this machine has no pip");
            }
            return has;
        } catch (IOException missing) {
            System.err.println("SKIPPED: there is no python3 on this machine");
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
