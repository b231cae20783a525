package dev.slipway.job.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final Instant AS_OF = Instant.parse("2026-11-20T23:30:00Z");

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private Path inFolder;
    private InputFolder in;

    @BeforeEach
    void prepare() throws IOException {
        inFolder = Files.createDirectory(folder.resolve("in"));
        in = new InputFolder(inFolder, () -> false, lines -> {});
    }

    @Test
    void shouldCopyAFileAndKnowItsHash() throws IOException {
        Path file = write("day.csv", "a,b\n1,2\n");
        fetch(file.toString());
        assertThat(in.files()).containsExactly("day.csv");
        assertThat(inFolder.resolve("day.csv")).hasContent("a,b\n1,2\n");
        assertThat(in.lines()).isEqualTo(2);
        assertThat(in.bytes()).isEqualTo(8);
        // printf 'a,b\n1,2\n' | sha256sum
        assertThat(in.sha256()).isEqualTo("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
    }

    @Test
    void shouldCountALastLineThatHasNoLineEnd() throws IOException {
        fetch(write("day.csv", "a,b\n1,2\n3,4").toString());
        assertThat(in.lines()).isEqualTo(3);
    }

    @Test
    void shouldPutTheDateInThePlaceOfAsOf() throws IOException {
        write("2026-11-20.csv", "a\n");
        fetch(folder.resolve("{asOf}.csv").toString());
        assertThat(in.files()).containsExactly("2026-11-20.csv");
    }

    @Test
    void shouldReadTheCsvFilesOfAFolderByName() throws IOException {
        Path feed = Files.createDirectory(folder.resolve("feed"));
        for (String name : List.of("b.csv", "a.CSV", "README.md", "_old.csv", ".hidden.csv")) {
            Files.writeString(feed.resolve(name), name + "\n");
        }
        Files.createDirectory(feed.resolve("deeper.csv"));
        fetch(feed.toString());
        assertThat(in.files()).containsExactly("a.CSV", "b.csv");
        assertThat(notes).hasSize(3).allMatch(note -> note.startsWith("not read, because its name"));
    }

    @Test
    void shouldRefuseAFolderWithoutCsvFiles() throws IOException {
        Path feed = Files.createDirectory(folder.resolve("feed"));
        Files.writeString(feed.resolve("README.md"), "nothing yet");
        refused(feed.toString(), "expected files that end in .csv in " + feed + ", found none among 1 files");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        refused(folder.resolve("absent.csv").toString(), "there is no " + folder.resolve("absent.csv"));
    }

    @Test
    void shouldNeverOverwriteTheRequest() throws IOException {
        fetch(write("request.json", "a\n1\n").toString());
        assertThat(in.files()).containsExactly("data.csv");
    }

    @Test
    void shouldStopBetweenPieces() throws IOException {
        Path file = write("day.csv", "a\n1\n");
        InputFolder stopping = new InputFolder(inFolder, () -> true, lines -> {});
        assertThatThrownBy(() -> Source.of(file.toString(), AS_OF, null).fetch(stopping, notes::add))
                .isInstanceOf(InferenceException.class)
                .extracting("exitCode")
                .isEqualTo(ExitCode.TERMINATED);
    }

    private void refused(String input, String message) {
        assertThatThrownBy(() -> fetch(input))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_DATA);
    }

    private void fetch(String input) {
        Source.of(input, AS_OF, null).fetch(in, notes::add);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
