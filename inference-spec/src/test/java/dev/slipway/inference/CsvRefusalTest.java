package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be read as a table: the whole run is bad data. */
class CsvRefusalTest {
    private static final List<Field> FIELDS =
            List.of(Field.parse("id", "string"), Field.parse("x", "double"), Field.parse("note", "string?"));

    @TempDir
    private Path folder;

    @Test
    void shouldEndAtAQuoteThatIsNeverClosedAndNameItsLine() throws IOException {
        assertRefused(
                "id,x,note\na,1,\nb,\"2,\nc,3,\n", "data.csv:3: a quote is opened in the record that begins here");
        assertRefused("id,x,note\nb,2,\"\"\"\n", "data.csv:2: a quote is opened");
        assertRefused("id,x,\"note\n", "data.csv:1: a quote is opened");
        assertRefused("id,x,note\nb,2,\"" + "long\n".repeat(1_000_000), "data.csv:2: a quote is opened");
    }

    @Test
    void shouldRefuseFilesWithoutAUsableHeader() throws IOException {
        assertRefused("", "data.csv: the file is empty; expected a header line");
        assertRefused("\n\n", "data.csv: the file is empty");
        assertRefused("id,x\n", "expected the columns id, x, note; missing note; the header is \"id,x\"");
        assertRefused("Id,x,note\n", "missing id;");
        assertRefused("id,x,note,x\n", "data.csv:1: column \"x\" stands twice in the header");
    }

    @ParameterizedTest
    @CsvSource({"';', '\";\"'", "'|', '\"|\"'", "'\t', tabs"})
    void shouldHintAtTheDelimiterThatSeemsToBeUsed(String delimiter, String named) throws IOException {
        assertRefused(
                "id,x,note\na,1,b\n".replace(",", delimiter),
                "the fields seem to be separated by " + named + ", expected commas");
    }

    @Test
    void shouldRefuseAHeaderThatIsNotUtf8() throws IOException {
        Files.writeString(file(), "id,x,note\n", StandardCharsets.UTF_16LE);

        assertThat(refusal()).hasMessageContaining("data.csv:1: the header is not UTF-8 text");
    }

    @Test
    void shouldRefuseAMissingFileAndAFolder() throws IOException {
        assertThat(refusal()).hasMessageContaining("data.csv: there is no such file");
        Files.createDirectory(file());
        assertThat(refusal()).hasMessageContaining("data.csv: expected a CSV file, got a folder");
    }

    @Test
    void shouldThrowAtTheFirstBadRowWhereRowsMustBeGood() throws IOException {
        Files.writeString(file(), "id,x,note\na,1,\nb,abc,\n");
        try (CsvRows rows = CsvRows.open(file(), FIELDS)) {
            InferenceException refusal = catchThrowableOfType(InferenceException.class, rows::next);

            assertThat(refusal)
                    .hasMessage("data.csv:3: field x: expected a number such as 0.5, got \"abc\" (type)")
                    .extracting(InferenceException::exitCode)
                    .isEqualTo(ExitCode.BAD_DATA);
        }
    }

    private void assertRefused(String csv, String message) throws IOException {
        Files.writeString(file(), csv);
        assertThat(refusal()).hasMessageContaining(message);
    }

    private InferenceException refusal() {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, this::read);
        assertThat(refusal).isNotNull();
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        return refusal;
    }

    /** Bad rows are taken, so that only what refuses the file is seen. */
    private void read() {
        try (CsvRows rows = CsvRows.open(file(), "data.csv", new InputColumns(FIELDS, List.of(), false))) {
            while (rows.next() != null) {
                continue;
            }
        }
    }

    private Path file() {
        return folder.resolve("data.csv");
    }
}
