package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of files made at random (from fixed seeds), read as a library reads them that others rely on. */
class CsvScannerTest {
    private static final String[] PIECES = {"\"", "\"\"", ",", "\n", "\r", "\r\n", "a", "bc", "ü", "漢", "😀", " ", "\\."
    };
    private static final int LONGEST = 6;

    /** A record as it was found. */
    private record Found(long line, boolean torn, List<String> fields) {}

    @Test
    void shouldReadEveryTableAsFastCsvDoesButForFieldsThatAreTooLong() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String csv = write(table(random), random);
            List<Found> expected = new ArrayList<>();
            try (CsvReader<CsvRecord> records =
                    CsvReader.builder().detectBomHeader(true).ofCsvRecord(csv)) {
                records.forEach(r -> expected.add(new Found(
                        r.getStartingLineNumber(),
                        false,
                        r.getFields().stream().map(CsvScannerTest::cut).toList())));
            }

            CsvScanner scanner = scanner(new ByteArrayInputStream(("\uFEFF" + csv).getBytes(StandardCharsets.UTF_8)));

            assertThat(drain(scanner)).as("seed %d", seed).isEqualTo(expected);
            assertThat(scanner.unclosed()).isFalse();
        }
    }

    @Test
    void shouldNotDependOnHowTheBytesArrive() throws IOException {
        byte[][] pieces = {
            {'"'}, {','}, {'\n'}, {'\r'}, {'a', 'b'}, {(byte) 0xFF}, {(byte) 0xC3, (byte) 0xBC}, {(byte) 0xC3}
        };
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            csv.write("\uFEFF".repeat(random.nextInt(2)).getBytes(StandardCharsets.UTF_8));
            for (int i = random.nextInt(60); i > 0; i--) {
                csv.write(pieces[random.nextInt(pieces.length)]);
            }

            CsvScanner whole = scanner(new ByteArrayInputStream(csv.toByteArray()));
            CsvScanner drops = scanner(new Dripping(csv.toByteArray(), random));

            assertThat(drain(drops)).as("seed %d", seed).isEqualTo(drain(whole));
            assertThat(drops.unclosed()).as("seed %d", seed).isEqualTo(whole.unclosed());
        }
    }

    @Test
    void shouldGoOnBehindTextThatFollowsAClosingQuote() throws IOException {
        byte[] csv = "a,\"b\"c\"d\"\n\"e\"\"\" ,f\n\"g\",h".getBytes(StandardCharsets.UTF_8);

        assertThat(drain(scanner(new ByteArrayInputStream(csv))))
                .containsExactly(
                        new Found(1, true, List.of("a", "b")),
                        new Found(2, true, List.of("e\"", "f")),
                        new Found(3, false, List.of("g", "h")));
    }

    @Test
    void shouldKnowWhetherAQuoteIsOpenAtTheEnd() throws IOException {
        for (String open : List.of("\"", "a,\"", "\"a\"\"", "\"a\nb", "a\n\"b,c\n", "\"0123456789\"\"")) {
            assertThat(unclosed(open)).as(open).isTrue();
        }
        for (String closed : List.of("", "a", "a\"", "\"\"", "\"a\"\"\"", "\"a\"b\"", "a\"\nb", "\"0123456789\"")) {
            assertThat(unclosed(closed)).as(closed).isFalse();
        }
    }

    private static boolean unclosed(String csv) throws IOException {
        CsvScanner scanner = scanner(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        drain(scanner);
        return scanner.unclosed();
    }

    private static CsvScanner scanner(InputStream csv) {
        return new CsvScanner(csv, LONGEST);
    }

    private static List<Found> drain(CsvScanner scanner) throws IOException {
        List<Found> records = new ArrayList<>();
        while (scanner.nextRecord()) {
            List<String> fields = new ArrayList<>();
            do {
                scanner.nextField();
                fields.add(
                        text(Arrays.copyOfRange(scanner.bytes(), scanner.from(), scanner.from() + scanner.length())));
            } while (!scanner.endsRecord());
            records.add(new Found(scanner.line(), scanner.torn(), fields));
        }
        return records;
    }

    private static String cut(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        return text(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST + 1)));
    }

    /** One character for each byte, so that nothing is lost where a character is cut. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<List<String>> table(Random random) {
        int columns = 2 + random.nextInt(3);
        List<List<String>> table = new ArrayList<>();
        for (int row = random.nextInt(6); row >= 0; row--) {
            List<String> fields = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                StringBuilder field = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; i--) {
                    field.append(PIECES[random.nextInt(PIECES.length)]);
                }
                fields.add(field.toString());
            }
            table.add(fields);
        }
        return table;
    }

    private static String write(List<List<String>> table, Random random) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(random.nextBoolean() ? LineDelimiter.LF : LineDelimiter.CRLF)
                .quoteStrategy(random.nextBoolean() ? QuoteStrategies.ALWAYS : QuoteStrategies.REQUIRED)
                .build(text)) {
            for (List<String> row : table) {
                text.append(random.nextInt(4) == 0 ? "\n\r\n\r" : "");
                csv.writeRecord(row);
            }
        }
        return text.toString();
    }

    /** Gives one to three bytes at a time. */
    private static final class Dripping extends InputStream {
        private final InputStream bytes;
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
        }
    }
}
