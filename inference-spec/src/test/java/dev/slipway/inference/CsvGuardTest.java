package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of files made at random (from fixed seeds): the guard changes nothing but what it must. */
class CsvGuardTest {
    private static final String[] PIECES = {"\"", "\"\"", ",", "\n", "\r", "\r\n", "a", "bc", "ü", "漢", "😀", " ", "\\."
    };
    private static final int LONGEST = 6;

    @Test
    void shouldHandOverEveryTableAsItWasWrittenButForFieldsThatAreTooLong() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            List<List<String>> table = table(random);
            byte[] csv = write(table, random).getBytes(StandardCharsets.UTF_8);
            CsvGuard guard = new CsvGuard(new ByteArrayInputStream(csv), LONGEST);

            List<List<String>> read = new ArrayList<>();
            try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(guard)) {
                records.forEach(r -> read.add(r.getFields()));
            }

            assertThat(guard.unclosed()).isFalse();
            assertThat(read).as("seed %d", seed).isEqualTo(cut(table));
            for (String field : tooLong(table)) {
                String kept = field.substring(0, LONGEST + 1);
                assertThat(guard.takeDroppedLines()).as("seed %d", seed).isEqualTo(lineEnds(field) - lineEnds(kept));
            }
        }
    }

    @Test
    void shouldNotDependOnHowTheBytesArrive() throws IOException {
        byte[][] pieces = {
            {'"'}, {','}, {'\n'}, {'\r'}, {'a', 'b'}, {(byte) 0xFF}, {(byte) 0xC3, (byte) 0xBC}, {(byte) 0xC3}
        };
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            java.io.ByteArrayOutputStream csv = new java.io.ByteArrayOutputStream();
            for (int i = random.nextInt(60); i > 0; i--) {
                csv.write(pieces[random.nextInt(pieces.length)]);
            }

            String whole = drain(new CsvGuard(new ByteArrayInputStream(csv.toByteArray()), LONGEST), 8192);
            String drops = drain(new CsvGuard(new Dripping(csv.toByteArray(), random), LONGEST), 2);

            assertThat(drops).as("seed %d", seed).isEqualTo(whole);
        }
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
        CsvGuard guard = new CsvGuard(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), LONGEST);
        drain(guard, 16);
        return guard.unclosed();
    }

    private static String drain(CsvGuard guard, int size) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[size];
        for (int read = guard.read(buffer, 0, size); read >= 0; read = guard.read(buffer, 0, size)) {
            text.append(buffer, 0, read);
        }
        return text.toString();
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
            table.forEach(csv::writeRecord);
        }
        return (random.nextBoolean() ? "\uFEFF" : "") + text;
    }

    private static List<List<String>> cut(List<List<String>> table) {
        return table.stream()
                .map(row -> row.stream()
                        .map(field -> field.length() > LONGEST ? field.substring(0, LONGEST + 1) : field)
                        .toList())
                .toList();
    }

    private static List<String> tooLong(List<List<String>> table) {
        return table.stream()
                .flatMap(List::stream)
                .filter(field -> field.length() > LONGEST)
                .toList();
    }

    private static long lineEnds(String text) {
        return text.split("\r\n|\r|\n", -1).length - 1;
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
