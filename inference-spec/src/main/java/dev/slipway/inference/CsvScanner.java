package dev.slipway.inference;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits the bytes of a CSV file into records and fields, and goes on behind whatever it meets: one bad row must not cost
 * the rows behind it. It looks at nothing but quotes, commas and line ends, none of which is part of a longer UTF-8
 * character, so a field's bytes are decoded by whoever wants them, or never.
 *
 * <pre>{@code
 * while (scanner.nextRecord()) {
 *     do {
 *         scanner.nextField();
 *         … scanner.bytes(), from scanner.from() on, scanner.length() of them
 *     } while (!scanner.endsRecord());
 * }
 * }</pre>
 */
final class CsvScanner implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int longest;

    private byte[] buffer = new byte[2 * CHUNK];
    /** What is not yet looked at: buffer[at, limit). */
    private int at;

    private int limit;
    private long physicalLine = 1;
    private boolean begun;
    private boolean afterReturn;

    private long line;
    private int from;
    private int length;
    private boolean endsRecord;
    private boolean torn;
    private boolean unclosed;

    /** @param longest the most bytes that a field keeps, but for one more that shows that it had more */
    CsvScanner(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Goes to the next record that is not a blank line; false at the end of the file. */
    boolean nextRecord() throws IOException {
        if (!begun) {
            skipByteOrderMark();
        }
        while (at < limit || read()) {
            byte b = buffer[at];
            if (b != '\n' && b != '\r') {
                line = physicalLine;
                afterReturn = false;
                torn = false;
                return true;
            }
            endLine(b);
            at++;
        }
        return false;
    }

    /** Reads a field of the record; there is one more unless the one before {@link #endsRecord}. */
    void nextField() throws IOException {
        from = at;
        if (at == limit && !read()) {
            length = 0;
            endsRecord = true;
        } else if (buffer[at] == '"') {
            quoted();
        } else {
            plain();
        }
    }

    /** The line where the record begins; the file's first is 1. */
    long line() {
        return line;
    }

    /** Holds the field, valid until the next one is read. */
    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    /** The field's bytes without its quotes; one more than allowed where it is too long. */
    int length() {
        return length;
    }

    boolean endsRecord() {
        return endsRecord;
    }

    /** Whether text follows a closing quote, in this field or in one before it in the record; such text is dropped. */
    boolean torn() {
        return torn;
    }

    /** Whether the file ended inside quotes. */
    boolean unclosed() {
        return unclosed;
    }

    private void plain() throws IOException {
        int end = at;
        while (true) {
            end = firstSmall(end);
            if (end == limit) {
                end = readBehind(end);
                if (end == limit) {
                    break;
                }
            } else if (isEnd(buffer[end])) {
                break;
            } else {
                end++;
            }
        }
        at = end;
        finish(end);
    }

    /** The bytes that end a field are small, and few others are: looks for the next one, eight bytes at a step. */
    private int firstSmall(int start) {
        byte[] bytes = buffer;
        int i = start;
        for (int last = limit - Word.BYTES; i <= last; i += Word.BYTES) {
            int found = Word.firstBelow(Word.at(bytes, i), ',' + 1);
            if (found < Word.BYTES) {
                return i + found;
            }
        }
        while (i < limit && (bytes[i] < 0 || bytes[i] > ',')) {
            i++;
        }
        return i;
    }

    /** Moves the content together where quotes are doubled. */
    private void quoted() throws IOException {
        from = ++at;
        int end = at;
        boolean open = true;
        boolean inReturn = false;
        while (open) {
            if (at == limit) {
                at = end = readBehind(end);
                if (at == limit) {
                    unclosed = true;
                    break;
                }
            }
            byte b = buffer[at++];
            if (b == '"') {
                if (at == limit) {
                    at = end = readBehind(end);
                }
                open = at < limit && buffer[at] == '"';
                if (!open) {
                    break;
                }
                at++;
            } else if (b == '\r' || b == '\n' && !inReturn) {
                physicalLine++;
            }
            inReturn = b == '\r';
            buffer[end++] = b;
        }
        skipText(end);
    }

    /** Drops what stands between a closing quote and the end of the field. */
    private void skipText(int contentEnd) throws IOException {
        int end = contentEnd;
        while (true) {
            if (at == limit) {
                at = end = readBehind(end);
                if (at == limit) {
                    break;
                }
            }
            if (isEnd(buffer[at])) {
                break;
            }
            torn = true;
            at++;
        }
        finish(end);
    }

    /** The field is buffer[from, end), and {@link #at} stands on what ended it. */
    private void finish(int end) {
        length = Math.min(end - from, longest + 1);
        endsRecord = at == limit || buffer[at] != ',';
        if (at < limit) {
            if (endsRecord) {
                endLine(buffer[at]);
            }
            at++;
        }
    }

    private static boolean isEnd(byte b) {
        return b == ',' || b == '\n' || b == '\r';
    }

    private void endLine(byte b) {
        if (b == '\r' || !afterReturn) {
            physicalLine++;
        }
        afterReturn = b == '\r';
    }

    private void skipByteOrderMark() throws IOException {
        begun = true;
        while (limit < 3 && readBehind(limit) < limit) {}
        boolean marked = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        at = marked ? 3 : 0;
    }

    private boolean read() throws IOException {
        from = limit;
        at = readBehind(limit);
        return at < limit;
    }

    /**
     * Reads on where all has been looked at. Keeps the field's content, buffer[from, end), but for what is too much of it,
     * and gives the content's new end, behind which the bytes read are; there are none at the end of the file.
     */
    private int readBehind(int end) throws IOException {
        int kept = Math.min(end - from, longest + 1);
        byte[] target = buffer;
        if (kept > buffer.length - CHUNK) {
            target = new byte[Math.min(2 * buffer.length, longest + 1 + CHUNK)];
        }
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        from = 0;
        limit = kept + Math.max(0, in.read(buffer, kept, buffer.length - kept));
        return kept;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
