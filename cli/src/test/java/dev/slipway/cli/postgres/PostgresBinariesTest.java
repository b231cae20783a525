package dev.slipway.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands of a new checkout unpack at the same time. */
class PostgresBinariesTest {
    @TempDir
    private Path parent;

    @Test
    void shouldTakeThoseOfWhoeverWasFaster() throws IOException {
        Path folder = programs("postgresql-1", "theirs");

        PostgresBinaries.publish(programs(".postgresql1", "ours"), folder);

        assertThat(folder.resolve("bin/postgres")).hasContent("theirs");
        assertThat(parent).isDirectoryNotContaining("glob:**/.postgresql1");
    }

    @Test
    void shouldSayThatTheyCannotBePutInPlace() throws IOException {
        Path unpacked = programs(".postgresql1", "ours");

        assertThatThrownBy(() -> PostgresBinaries.publish(unpacked, parent.resolve("absent/postgresql-1")))
                .isInstanceOf(FileSystemException.class);
        assertThat(unpacked).doesNotExist();
    }

    private Path programs(String name, String content) throws IOException {
        Path bin = Files.createDirectories(parent.resolve(name).resolve("bin"));
        Files.writeString(bin.resolve("postgres"), content);
        return parent.resolve(name);
    }
}
