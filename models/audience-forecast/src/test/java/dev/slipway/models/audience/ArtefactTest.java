package dev.slipway.models.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtefactTest {
    @TempDir
    Path folder;

    private final Artefact artefact = new Artefact(
            new Vocabulary(
                    List.of(new Vocabulary.Channel("Küche & Garten", 98), new Vocabulary.Channel("Nova", 2210)),
                    List.of("kids", "crime")),
            List.of("1:0 -5 5", "17"));

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Path file = folder.resolve(Artefact.FILE);
        artefact.write(file);

        assertThat(Artefact.read(file)).isEqualTo(artefact);
    }

    /** A file that another version wrote or that was cut off must not score. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audience-forecast 1|audience-forecast 2|:1: expected \"audience-forecast 1\"",
                "slot duration|duration slot|:2: expected \"features channel",
                "channels 2|channels two|:3: expected channels and their number, got channels two",
                "98 Küche|Küche|expected thousands of viewers and a channel",
                "trees 2|trees 3|expected 3 trees, got 2 lines",
            })
    void shouldRefuseWhatIsNoArtefact(String right, String wrong, String message) throws IOException {
        Path file = folder.resolve(Artefact.FILE);
        artefact.write(file);
        Files.writeString(file, Files.readString(file).replace(right, wrong));

        assertThatThrownBy(() -> Artefact.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Artefact.FILE)
                .hasMessageContaining(message);
    }
}
