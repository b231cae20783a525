package dev.slipway.inference;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file of the output folder that counts its rows. */
final class CsvFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final HashedFile file;
    private final CsvWriter csv;
    private long rows;

    CsvFile(Path path, String... header) throws IOException {
        file = new HashedFile(path);
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(BUFFER)
                .build(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        csv.writeRecord(header);
    }

    void write(String... values) {
        csv.writeRecord(values);
        rows++;
    }

    long rows() {
        return rows;
    }

    /** To be called once, when the file is closed. */
    String sha256() {
        return file.sha256();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
