package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Virtual machines that make no archive; {@link ClassArchiveIT} has one that does. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the virtual machine here is a shell script")
class ClassArchiveTest {
    @TempDir
    private Path folder;

    private ClassArchive archive;

    @BeforeEach
    void packModel() throws IOException {
        Path image =
                PackedModel.in(folder.resolve("image"), "java.util.ArrayDeque").folder();
        archive = ClassArchive.of(ImageFolder.read(image)).orElseThrow();
    }

    @Test
    void shouldSayWhyThereIsNoneAndStayWithIt() throws IOException {
        ClassArchive.Made made = make("echo; echo 'Error: not in this build'; echo more; exit 3");

        assertThat(made.file()).isNull();
        assertThat(made.reason())
                .matches("java -Xshare:dump ended with 3: Error: not in this build;"
                        + " delete \\S+/cache/[0-9a-f]{32}\\.none to try again");
        assertThat(make("exit 4"))
                .as("the next build is the same, though another would fail another way")
                .isEqualTo(made);

        Files.delete(Path.of(made.reason().replaceFirst(".*delete (\\S+) .*", "$1")));
        assertThat(make("exit 4").reason()).startsWith("java -Xshare:dump ended with 4: it said nothing;");
    }

    @Test
    void shouldSayThatAnotherThreadAlwaysCameBetween() throws IOException {
        ClassArchive.Made made = make("echo x >> " + folder.resolve("attempts") + "; echo '[7] one'; echo '[8] other'");

        assertThat(made.file()).isNull();
        assertThat(made.reason()).startsWith("in each of 1000 attempts another thread came between");
        assertThat(folder.resolve("attempts")).hasSize(1000 * "x\n".length());
    }

    private ClassArchive.Made make(String script) throws IOException {
        Path java = folder.resolve("runtime");
        Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path work = Files.createTempDirectory(folder, "work");
        return archive.make(java, folder.resolve("cache"), work);
    }
}
