package dev.slipway.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file of the output folder, written byte by byte, that counts its rows. */
final class CsvFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final HashedFile file;
    private final byte[] buffer = new byte[BUFFER];
    private int length;
    private boolean begun;
    private long rows;

    CsvFile(Path path, String... header) throws IOException {
        file = new HashedFile(path);
        for (String name : header) {
            field(name);
        }
        endLine();
    }

    /** Adds a field to the record; null is an empty one. */
    void field(String value) throws IOException {
        if (begun) {
            put((byte) ',');
        }
        begun = true;
        if (value != null && !putPlain(value)) {
            put(text(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    void endRecord() throws IOException {
        endLine();
        rows++;
    }

    long rows() {
        return rows;
    }

    /** To be called once, when the file is closed. */
    String sha256() {
        return file.sha256();
    }

    /** Writes text that is ASCII and needs no quotes, as nearly all is; false where it is not, and nothing is written. */
    private boolean putPlain(String value) throws IOException {
        int count = value.length();
        if (count > BUFFER - length) {
            flush();
        }
        if (count > BUFFER) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c >= 0x80 || isSpecial(c)) {
                return false;
            }
            buffer[length + i] = (byte) c;
        }
        length += count;
        return true;
    }

    private static String text(String value) {
        return value.chars().anyMatch(c -> isSpecial((char) c)) ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static boolean isSpecial(char c) {
        return c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r');
    }

    private void put(byte[] bytes) throws IOException {
        if (bytes.length > BUFFER - length) {
            flush();
        }
        if (bytes.length > BUFFER) {
            file.write(bytes, 0, bytes.length);
        } else {
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
        }
    }

    private void put(byte b) throws IOException {
        if (length == BUFFER) {
            flush();
        }
        buffer[length++] = b;
    }

    private void endLine() throws IOException {
        put((byte) '\n');
        begun = false;
    }

    private void flush() throws IOException {
        file.write(buffer, 0, length);
        length = 0;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }
}
