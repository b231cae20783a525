package dev.slipway.models.audience.development.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The golden set: programmes of the test window, evenly spread, with their audience. */
public final class Golden {
    private static final int ROWS = 500;

    private Golden() {}

    /** Writes {@value #ROWS} rows of a clean feed, byte for byte as they are there, of a day and later ones. */
    public static void write(Path feed, LocalDate first, Path golden) throws IOException {
        List<NamedCsvRecord> window = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(feed)) {
            for (NamedCsvRecord row : rows) {
                boolean known = !row.getField(FeedColumns.ACTUAL).isEmpty();
                if (known && !LocalDate.parse(row.getField("air_date")).isBefore(first)) {
                    window.add(row);
                }
            }
        }
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(golden)) {
            csv.writeRecord(window.get(0).getHeader());
            for (int i = 0; i < ROWS; i++) {
                csv.writeRecord(
                        window.get((int) ((long) i * window.size() / ROWS)).getFields());
            }
        }
    }
}
