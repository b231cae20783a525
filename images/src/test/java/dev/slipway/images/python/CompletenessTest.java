package dev.slipway.images.python;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletenessTest {
    @TempDir
    private Path folder;

    private final StringBuilder lock = new StringBuilder();

    @Test
    void shouldFollowExtrasOfExtras() throws IOException {
        add("app[all]", "1.0", "helper[deep]; extra == 'all'");
        add("helper", "2.0", "deeper (>=1); extra == 'deep'");

        refused(
                ":2: helper 2.0 needs deeper>=1, which is not in the lock; expected a line deeper==VERSION --hash=sha256:…");
    }

    @Test
    void shouldNotNeedWhatNobodyWants() throws IOException {
        add("app", "1.0", "helper[deep]; extra == 'all'", "colorama; sys_platform == 'win32'");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAVersionThatTheRequirerDoesNotTake() throws IOException {
        add("app", "1.0", "helper<2");
        add("helper", "2.0");

        refused(":2: app 1.0 (line 1) needs helper<2, got 2.0");
    }

    @Test
    void shouldTellAllThatIsMissing() throws IOException {
        add("app", "1.0", "one @ https://example.org/one.whl", "two~=2.0");

        refused(":1: app 1.0 needs one, which is not in the lock");
        refused(":1: app 1.0 needs two~=2.0, which is not in the lock");
    }

    @Test
    void shouldTakeWhatTheBaseBrings() throws IOException {
        Files.writeString(folder.resolve("requirements.base"), "NumPy==1.24.2  # Debian\n\n");
        add("app", "1.0", "numpy>=1.20");
        assertThatCode(this::check).doesNotThrowAnyException();

        add("other", "1.0", "numpy>=2");

        refused(":2: other 1.0 needs numpy>=2, got 1.24.2 of " + folder.resolve("requirements.base"));
    }

    @Test
    void shouldRefuseABaseWithoutVersions() throws IOException {
        Path file = Files.writeString(folder.resolve("requirements.base"), "# own\nnumpy>=1\n");

        assertThatThrownBy(this::check)
                .hasMessage(
                        file + ":2: expected one version; right is NAME==VERSION such as numpy==1.24.2, got numpy>=1");
    }

    private void add(String name, String version, String... requires) throws IOException {
        lock.append(name + "==" + version + " --hash=sha256:" + "a".repeat(64) + "\n");
        Path info = Files.createDirectories(
                folder.resolve("lib/" + name.replaceAll("\\[.*", "") + "-" + version + ".dist-info"));
        String metadata = "Name: " + name.replaceAll("\\[.*", "") + "\nVersion: " + version + "\n";
        for (String required : requires) {
            metadata += "Requires-Dist: " + required + "\n";
        }
        Files.writeString(info.resolve("METADATA"), metadata + "\nRequires-Dist: text\n");
    }

    private void check() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        PythonTarget target = PythonTarget.of("linux/amd64", "3.11");
        Lock read = Lock.read(Files.writeString(folder.resolve("requirements.lock"), lock), target);
        Completeness.check(read, BasePackages.of(folder, target), target, folder.resolve("lib"));
    }

    private void refused(String told) {
        assertThatThrownBy(this::check).hasMessageContaining(folder.resolve("requirements.lock") + told);
    }
}
