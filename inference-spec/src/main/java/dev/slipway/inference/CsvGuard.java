package dev.slipway.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Stands between a file and the CSV parser, so that no input can stop the parser or fill the memory: one bad row must
 * not cost the rows behind it.
 *
 * <ul>
 *   <li>Bytes that are no UTF-8 become {@link #NOT_UTF8}, a surrogate that stands alone, which valid UTF-8 never gives.
 *   <li>Text after a closing quote becomes {@link #AFTER_QUOTE} characters, likewise.
 *   <li>Of a field of more than {@link #LONGEST} characters the rest is dropped, so that the field is still seen to be
 *       too long.
 *   <li>At the end it is known whether a quote was never closed.
 * </ul>
 */
final class CsvGuard extends Reader {
    static final char NOT_UTF8 = '\uDFFF';
    static final char AFTER_QUOTE = '\uDFFE';
    /** The longest field, in characters. */
    static final int LONGEST = 1 << 20;

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** A quote inside a quoted field: the first of a doubled one, or the closing one. */
        QUOTE_SEEN,
        AFTER_QUOTE
    }

    private final Reader in;
    /** For each field that is too long, in order: the line ends dropped from it. */
    private final Queue<Long> droppedLines = new ArrayDeque<>();

    private State state = State.FIELD_START;
    private boolean begun;
    private boolean unclosed;
    /** Characters of the field's content so far, at most LONGEST + 1. */
    private int length;

    private long dropped;
    private boolean afterReturn;
    /** A quote not passed on yet, because its field is being dropped and the quote may be half of a doubled one. */
    private boolean held;

    CsvGuard(InputStream bytes) {
        in = new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(NOT_UTF8)));
    }

    /** Whether the end was reached inside quotes. */
    boolean unclosed() {
        return unclosed;
    }

    /** How many line ends were dropped from the next field of more than {@link #LONGEST} characters. */
    long takeDroppedLines() {
        return droppedLines.remove();
    }

    @Override
    public int read(char[] buffer, int offset, int size) throws IOException {
        // One place is left free in front, for a quote that was held back by the call before.
        while (true) {
            int read = in.read(buffer, offset + 1, size - 1);
            if (read < 0) {
                return end(buffer, offset);
            }
            int from = offset + 1;
            if (!begun && read > 0) {
                begun = true;
                from += buffer[from] == '\uFEFF' ? 1 : 0;
            }
            int written = pass(buffer, from, offset + 1 + read, offset) - offset;
            if (written > 0) {
                return written;
            }
        }
    }

    private int end(char[] buffer, int offset) {
        unclosed = state == State.QUOTED;
        if (state != State.FIELD_START) {
            endField();
        }
        if (held) {
            held = false;
            buffer[offset] = '"';
            return 1;
        }
        return -1;
    }

    private int pass(char[] buffer, int from, int to, int target) {
        int out = target;
        for (int i = from; i < to; i++) {
            char c = buffer[i];
            switch (state) {
                case QUOTED -> {
                    if (c == '"') {
                        state = State.QUOTE_SEEN;
                        held = length > LONGEST;
                        if (!held) {
                            buffer[out++] = c;
                        }
                    } else if (grows()) {
                        buffer[out++] = c;
                    } else {
                        drop(c);
                    }
                }
                case QUOTE_SEEN -> {
                    if (c == '"') {
                        state = State.QUOTED;
                        if (!held) {
                            length++;
                            buffer[out++] = c;
                        }
                        held = false;
                        continue;
                    }
                    if (held) {
                        held = false;
                        buffer[out++] = '"';
                    }
                    if (isEnd(c)) {
                        endField();
                        buffer[out++] = c;
                    } else {
                        state = State.AFTER_QUOTE;
                        length++;
                        buffer[out++] = AFTER_QUOTE;
                    }
                }
                case FIELD_START -> {
                    if (!isEnd(c)) {
                        state = c == '"' ? State.QUOTED : State.UNQUOTED;
                        length = c == '"' ? 0 : 1;
                    }
                    buffer[out++] = c;
                }
                default -> {
                    if (isEnd(c)) {
                        endField();
                        buffer[out++] = c;
                    } else if (grows()) {
                        buffer[out++] = state == State.UNQUOTED ? c : AFTER_QUOTE;
                    }
                }
            }
        }
        return out;
    }

    private boolean grows() {
        if (length > LONGEST) {
            return false;
        }
        length++;
        return true;
    }

    private void drop(char c) {
        if (c == '\r' || c == '\n' && !afterReturn) {
            dropped++;
        }
        afterReturn = c == '\r';
    }

    private void endField() {
        if (length > LONGEST) {
            droppedLines.add(dropped);
        }
        dropped = 0;
        afterReturn = false;
        length = 0;
        state = State.FIELD_START;
    }

    private static boolean isEnd(char c) {
        return c == ',' || c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
