package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionEditTest {
    private static final ModelName CHURN = new ModelName("churn");
    private static final ModelVersion NEXT = ModelVersion.parse("1.10.0");

    @TempDir
    Path folder;

    /** The number to change stands between « and »; the rest is to stay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "models:\n  churn:\n    version: «1.0.0»\n",
                "models:\n  churn:\n    version: «1.0.0»",
                "models:\r\n  churn:\r\n    # was 1.0.0\r\n    version:   «1.0.0»   # 1.0.0\r\n    keep: 3\r\n",
                "\uFEFFmodels:\n  churn:\n    version: «1.0.0»\n",
                "# 🐢🐢 naïve\nmodels: {'churn': {description: '🐢', version: '«1.0.0»', keep: 3}}\n",
                "models: {other: {version: 1.0.0}, churn: {keep: 3, \"version\": \"«1.0.0»\"}}\n",
                "models:\n"
                        + "  other: {version: 1.0.0}\n"
                        + "  churn:\n"
                        + "    ? version\n"
                        + "    : «1.0.0»\n"
                        + "  third: {version: 1.0.0}\n",
                "version: 1.0.0\nmodels:\n  churn:\n    variables: {version: 1.0.0}\n    version: «1.0.0-rc.1»\n",
                "---\nmodels:\n  churn:\n    version:\n      «1.0.0»\n...\n",
            })
    void shouldChangeNothingButTheNumber(String marked) throws IOException {
        Path file = file(marked.replaceAll("[«»]", ""));

        VersionEdit edit = VersionEdit.of(file, CHURN, NEXT);
        edit.write();

        assertThat(Files.readString(file)).isEqualTo(marked.replaceAll("«.*»", NEXT.toString()));
        assertThat(marked).contains("«" + edit.from() + "»");
        assertThat(files()).containsExactly("prod.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models: {churn: {version: \"1.0\\x2e0\"}}\n"
                        + " # prod.yaml:1: models.churn.version: expected the version as one",
                "models:\n"
                        + "  churn:\n"
                        + "    version: |-\n"
                        + "      1.0.0\n"
                        + " # prod.yaml:1: models.churn.version: expected the version as",
                "models: {churn: {version: v1}}\n"
                        + " # prod.yaml:1: models.churn.version: expected MAJOR.MINOR.PATCH such as 1.4.2",
                "models: {churn: {keep: 3}}\n"
                        + " # models.churn.version: expected the model's version in its entry such as",
                "models: {churn: {version: [1.0.0]}}\n"
                        + " # models.churn.version: expected the model's version in its entry",
                "models:\n  churn: {version: &v 1.0.0}\n # prod.yaml:2: expected no anchors, got &v",
                "models:\n  churn: {version: !!str 1.0.0}\n # prod.yaml:2: expected no tags",
                "models: {churn: {version: 1.0.0}\n # prod.yaml:1: models.churn.version: while parsing a flow mapping",
            })
    void shouldRefuseWhatItCannotChange(String textAndProblem) throws IOException {
        String[] parts = textAndProblem.split(" # ");
        Path file = file(parts[0]);

        assertThatThrownBy(() -> VersionEdit.of(file, CHURN, NEXT))
                .isInstanceOf(ReleaseFileException.class)
                .hasMessageContaining(parts[1]);
        assertThat(Files.readString(file)).isEqualTo(parts[0]);
    }

    @Test
    void shouldKeepTheRightsAndALink() throws IOException {
        Path file = file("models: {churn: {version: 1.0.0}}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

        VersionEdit.of(link, CHURN, NEXT).write();

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(file)).contains("1.10.0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void shouldRefuseAFileThatHasChangedMeanwhile() throws IOException {
        Path file = file("models:\n  churn: {version: 1.0.0}\n");
        VersionEdit edit = VersionEdit.of(file, CHURN, NEXT);
        Files.writeString(file, "models:\n  churn: {version: 1.0.1}\n");

        assertThatThrownBy(edit::write)
                .hasMessageStartingWith("prod.yaml:2: models.churn.version: someone else is changing or has changed");
        assertThat(Files.readString(file)).contains("1.0.1");
        assertThat(files()).containsExactly("prod.yaml");
    }

    @Test
    void shouldLetOneOfManyAtOnceThroughAndRefuseTheOthers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                Path file = file("models:\n  churn: {version: 1.0.0}\n");
                CountDownLatch together = new CountDownLatch(8);
                List<Callable<ModelVersion>> attempts = Stream.iterate(1, patch -> patch + 1)
                        .limit(8)
                        .map(patch -> (Callable<ModelVersion>) () -> attempt(file, patch, together))
                        .toList();
                List<ModelVersion> written = new ArrayList<>();
                for (Future<ModelVersion> end : threads.invokeAll(attempts)) {
                    if (end.get() != null) {
                        written.add(end.get());
                    }
                }
                assertThat(written).hasSize(1);
                assertThat(Files.readString(file)).isEqualTo("models:\n  churn: {version: " + written.get(0) + "}\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The version where it was written, null where that was refused. */
    private static ModelVersion attempt(Path file, int patch, CountDownLatch together) throws Exception {
        VersionEdit edit = VersionEdit.of(file, CHURN, ModelVersion.parse("1.0." + patch));
        together.countDown();
        together.await();
        try {
            edit.write();
            return edit.to();
        } catch (ReleaseFileException refused) {
            return null;
        }
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("prod.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
