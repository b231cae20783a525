package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as feeds really have them: what is read, and which rows are rejected. */
class CsvRowsTest {
    private static final List<Field> FIELDS =
            List.of(Field.parse("id", "string"), Field.parse("x", "double"), Field.parse("note", "string?"));

    @TempDir
    private Path folder;

    private final List<String> rejects = new ArrayList<>();
    private List<String> ignored;

    @Test
    void shouldReadTypedRows() throws IOException {
        assertThat(read("id,x,note\na,1.5,one\nb,-2,\n")).containsExactly("2 a 1.5 one", "3 b -2.0 null");
        assertThat(rejects).isEmpty();
        assertThat(ignored).isEmpty();
    }

    @Test
    void shouldFindColumnsByNameInAnyOrderAndTellWhichAreIgnored() throws IOException {
        assertThat(read("note,extra,x,id,\nhi,,2,a,\n")).containsExactly("2 a 2.0 hi");
        assertThat(ignored).containsExactly("extra", "");
    }

    @Test
    void shouldGiveFieldsThatStandSideBySideAsRowsOfAMatrix() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "n,c,b,a\n1,2,,4\nbad,9,,9\n5,1e39,7,8\n");
        List<Field> fields = List.of(
                Field.parse("a", "double"),
                Field.parse("b", "double?"),
                Field.parse("n", "int"),
                Field.parse("c", "double"));
        try (CsvRows rows = CsvRows.open(file, "data.csv", new InputColumns(fields, List.of(), false))) {
            Batch batch = rows.next();
            float[] matrix = new float[8];

            assertThat(batch.getFloats(0, 2, 0, 4, matrix, 0, 4)).isTrue();
            assertThat(matrix).containsExactly(4, Float.NaN, 1, 2, 8, 7, 5, Float.POSITIVE_INFINITY);
            assertThat(batch.getFloats(0, 2, 0, 2, matrix, 1, 3)).isFalse();
            assertThat(matrix).startsWith(4, 4, Float.NaN, 2, 8, 7);
            assertThat(batch.isNull(0, 1)).isTrue();
            assertThat(batch.isNull(1, 1)).isFalse();
        }
        try (CsvRows rows = CsvRows.open(file, "data.csv", new InputColumns(fields.subList(0, 2), List.of(), false))) {
            float[] matrix = new float[5];

            assertThat(rows.next().getFloats(1, 3, 0, 2, matrix, 1, 2)).isFalse();
            assertThat(matrix).containsExactly(0, 9, Float.NaN, 8, 7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void shouldTakeEitherLineEndAndABomAndALastLineWithoutEnd(String end) throws IOException {
        String csv = "\uFEFFid,x,note" + end + "a,1," + end + "b,2,last";

        assertThat(read(csv)).containsExactly("2 a 1.0 null", "3 b 2.0 last");
    }

    @Test
    void shouldCountPhysicalLinesAndSkipBlankOnes() throws IOException {
        assertThat(read("\nid,x,note\n\n\"two\nlines\",1,\n\nb,2,\"\r\n\r\n\"\nc,3,\n"))
                .containsExactly("4 two\nlines 1.0 null", "7 b 2.0 \r\n\r\n", "10 c 3.0 null");
    }

    @Test
    void shouldTakeQuotedAndUnquotedEmptyFieldsAsNull() throws IOException {
        assertThat(read("id,x,note\na,1,\"\"\nb,2,\n\"\",3,z\n")).containsExactly("2 a 1.0 null", "3 b 2.0 null");
        assertThat(rejects).containsExactly("4 id missing expected a value, got an empty field");
    }

    @Test
    void shouldUnquote() throws IOException {
        assertThat(read("\"id\",x,note\n\"a,\"\"b\"\"\",\"1\",\"\"\"\"\n")).containsExactly("2 a,\"b\" 1.0 \"");
    }

    @Test
    void shouldTakeAQuoteInsideAnUnquotedFieldAsItIs() throws IOException {
        assertThat(read("id,x,note\n5\" pipe,1,a\"\"b\n")).containsExactly("2 5\" pipe 1.0 a\"\"b");
    }

    @Test
    void shouldReadALineOfBackslashAndDotAsData() throws IOException {
        assertThat(read("id,x,note\n\\.,1,\\.\n\\.\nb,2,\n")).containsExactly("2 \\. 1.0 \\.", "4 b 2.0 null");
        assertThat(rejects).containsExactly("3  columns expected 3 fields as the header has, got 1");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1           | columns expected 3 fields as the header has, got 2",
                "a,1,,         | columns expected 3 fields as the header has, got 4",
                "'a,\"1\"2,'   | columns expected a comma or a line end after a closing quote, got text",
                "'a,1,\"n\" '  | columns expected a comma or a line end after a closing quote, got text",
                "'a,1,\"n\"\"o\"\"p\"q\"' | columns expected a comma or a line end after a closing quote, got text",
            })
    void shouldRejectRowsWithAnotherShapeAndGoOn(String row, String reason) throws IOException {
        assertThat(read("id,x,note\n" + row + "\nb,2,\n")).containsExactly("3 b 2.0 null");
        assertThat(rejects).containsExactly("2  " + reason);
    }

    @Test
    void shouldRejectByTheFirstBadFieldInTheOrderAskedFor() throws IOException {
        assertThat(read("note,x,id\n,abc,\n")).isEmpty();
        assertThat(rejects).containsExactly("2 id missing expected a value, got an empty field");
    }

    @Test
    void shouldRejectRowsThatAreNotUtf8AndGoOn() throws IOException {
        byte[] csv =
                bytes("id,x,note\ncaf", 0xE9, ",1,\nb,", 0xFF, ",\nc,3,", 0xED, 0xA0, 0x80, "\nd,4,\uD83D\uDE00\n");

        assertThat(read(csv)).containsExactly("5 d 4.0 \uD83D\uDE00");
        assertThat(rejects)
                .containsExactly(
                        "2 id encoding expected UTF-8 without U+0000, got \"caf\uFFFD\"",
                        "3 x encoding expected UTF-8 without U+0000, got \"\uFFFD\"",
                        "4 note encoding expected UTF-8 without U+0000, got \"\uFFFD\"");
    }

    @Test
    void shouldTakeCharactersWhoseLowerHalfLooksLikeAMark() throws IOException {
        String marks = new StringBuilder()
                .appendCodePoint(0x103FF)
                .appendCodePoint(0x103FE)
                .toString();

        assertThat(read("id,x,note\na,1,\"" + marks + "\"\n")).containsExactly("2 a 1.0 " + marks);
    }

    @Test
    void shouldRejectTheCharacterThatNoDatabaseTakes() throws IOException {
        assertThat(read("id,x,note\na\0b,1,\n")).isEmpty();
        assertThat(rejects).containsExactly("2 id encoding expected UTF-8 without U+0000, got \"a\uFFFDb\"");
    }

    @Test
    void shouldNotLookAtIgnoredColumns() throws IOException {
        assertThat(read(bytes("id,x,note,junk\na,1,,", 0xFF, "\n"))).containsExactly("2 a 1.0 null");
    }

    @Test
    void shouldRejectAFieldOfTenMegabytesAndGoOn() throws IOException {
        String huge = "0123456789,\n\"\"".repeat(700_000);
        String csv = "id,x,note\n\"" + huge + "\",1,\nb,2,\n" + "9".repeat(10_000_000) + ",1,\nc,"
                + "1".repeat(10_000_000) + ",\nd,4,\n";

        assertThat(read(csv)).containsExactly("700003 b 2.0 null", "700006 d 4.0 null");
        assertThat(rejects).hasSize(3);
        assertThat(rejects.get(0)).startsWith("2 id too-long expected at most 1048576 bytes, got \"0123456789,\n\"");
        assertThat(rejects.get(1)).startsWith("700004 id too-long ").endsWith("9…\"");
        assertThat(rejects.get(2)).startsWith("700005 x too-long ");
    }

    @Test
    void shouldTakeAFieldOfExactlyOneMebibyteInBytes() throws IOException {
        String fits = "ü".repeat(1 << 19);

        assertThat(read("id,x,note\na,1," + fits + "\nb,2," + fits + "!\n")).containsExactly("2 a 1.0 " + fits);
        assertThat(rejects).singleElement().asString().startsWith("3 note too-long");
    }

    @Test
    void shouldReadMoreRowsThanABatchHolds() throws IOException {
        StringBuilder csv = new StringBuilder("id,x,note\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append("id")
                    .append(i)
                    .append(',')
                    .append(i % 7 == 0 ? "bad" : "" + i)
                    .append(",\n");
        }

        List<String> rows = read(csv.toString());
        assertThat(rows).hasSize(10_000 - 1429).endsWith("10001 id9999 9999.0 null");
        assertThat(rejects).hasSize(1429).last().asString().startsWith("9998 x type");
    }

    @Test
    void shouldReadNoRowsFromAHeaderAlone() throws IOException {
        assertThat(read("id,x,note\n")).isEmpty();
        assertThat(read("id,x,note")).isEmpty();
        assertThat(rejects).isEmpty();
    }

    private List<String> read(String csv) throws IOException {
        return read(csv.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read(byte[] csv) throws IOException {
        Files.write(file(), csv);
        return read();
    }

    private List<String> read() {
        List<String> lines = new ArrayList<>();
        rejects.clear();
        try (CsvRows rows = CsvRows.open(file(), "data.csv", new InputColumns(FIELDS, List.of(), false))) {
            ignored = rows.ignoredColumns();
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    lines.add(batch.line(row) + " " + batch.getString(row, 0) + " " + batch.getDouble(row, 1) + " "
                            + batch.getString(row, 2));
                }
                batch.rows()
                        .rejects()
                        .forEach(r -> rejects.add(
                                r.line() + " " + r.field() + " " + r.code().word() + " " + r.reason()));
            }
        }
        return lines;
    }

    private Path file() {
        return folder.resolve("data.csv");
    }

    /** Text in UTF-8 and single bytes, in turn. */
    private static byte[] bytes(Object... parts) throws IOException {
        Charset utf8 = StandardCharsets.UTF_8;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            bytes.write(
                    part instanceof Integer b
                            ? new byte[] {b.byteValue()}
                            : part.toString().getBytes(utf8));
        }
        return bytes.toByteArray();
    }
}
