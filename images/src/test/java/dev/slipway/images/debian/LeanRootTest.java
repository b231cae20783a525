package dev.slipway.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeanRootTest {
    private static final String LIBRARIES = "usr/lib/python3/dist-packages/";

    @TempDir
    private Path root;

    @Test
    void shouldKeepATestFolderThatALibraryItselfRuns() throws IOException {
        write(LIBRARIES + "web/__init__.py", "from web.test import client");
        write(LIBRARIES + "web/test/__init__.py", "");
        write(LIBRARIES + "web/test/client.py", "");
        write(LIBRARIES + "web/test/test_client.py", "");
        write(LIBRARIES + "sums/__init__.py", "");
        write(LIBRARIES + "sums/tests/test_sums.py", "import sums");
        write(LIBRARIES + "sums/tests/data/one.csv", "");
        write("usr/lib/python3.11/test/regrtest.py", "");
        write("usr/lib/python3.11/json/__init__.py", "");
        Files.createSymbolicLink(root.resolve(LIBRARIES + "web/gone.py"), Path.of("not-there.py"));

        LeanRoot.make(root);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        LIBRARIES + "sums/__init__.py",
                        LIBRARIES + "web/__init__.py",
                        LIBRARIES + "web/test/__init__.py",
                        LIBRARIES + "web/test/client.py",
                        "usr/lib/python3.11/json/__init__.py");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
