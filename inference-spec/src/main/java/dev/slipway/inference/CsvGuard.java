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
 *   <li>Text after a closing quote becomes {@link #AFTER_QUOTE}, likewise, before that quote.
 *   <li>Of a field of more characters than allowed the rest is dropped, so that the field is still seen to be
 *       too long.
 *   <li>At the end it is known whether a quote was never closed.
 * </ul>
 */
final class CsvGuard extends Reader {
    static final char NOT_UTF8 = '\uDFFF';
    static final char AFTER_QUOTE = '\uDFFE';

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** Behind a quote inside a quoted field: the first of a doubled one, or the closing one. It is still held back. */
        QUOTE_SEEN,
        /** Behind text that follows a closing quote. That quote is still held back. */
        TORN
    }

    private final Reader in;
    private final int longest;
    /** For each field that is too long, in order: the line ends dropped from it. */
    private final Queue<Long> droppedLines = new ArrayDeque<>();

    private State state = State.FIELD_START;
    private boolean begun;
    private boolean unclosed;
    /** Characters of the field's content so far, at most one more than allowed. */
    private int length;

    private long dropped;
    private boolean afterReturn;

    /** @param longest the most characters that a field keeps, but for one more that shows that it had more */
    CsvGuard(InputStream bytes, int longest) {
        this.longest = longest;
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

    /** How many line ends were dropped from the next field that was too long. */
    long takeDroppedLines() {
        return droppedLines.remove();
    }

    @Override
    public int read(char[] buffer, int offset, int size) throws IOException {
        // One place is left free in front, for a quote that is held back since the call before.
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
        boolean held = isHeld();
        unclosed |= state == State.QUOTED;
        endField();
        buffer[offset] = '"';
        return held ? 1 : -1;
    }

    /** Moves characters to where the parser reads them; what was held back and what was dropped make up for each other. */
    private int pass(char[] buffer, int from, int to, int target) {
        int out = target;
        for (int i = from; i < to; i++) {
            char c = buffer[i];
            if (state == State.QUOTED) {
                if (c == '"') {
                    state = State.QUOTE_SEEN;
                } else if (grows(c)) {
                    buffer[out++] = c;
                } else {
                    drop(c);
                }
            } else if (state == State.QUOTE_SEEN && c == '"') {
                state = State.QUOTED;
                if (grows(c)) {
                    buffer[out++] = c;
                    buffer[out++] = c;
                } else {
                    drop(c);
                }
            } else if (c == ',' || c == '\n' || c == '\r') {
                if (isHeld()) {
                    buffer[out++] = '"';
                }
                buffer[out++] = c;
                endField();
            } else if (state == State.FIELD_START && c == '"') {
                state = State.QUOTED;
                buffer[out++] = c;
            } else if (state == State.QUOTE_SEEN) {
                state = State.TORN;
                if (grows(c)) {
                    buffer[out++] = AFTER_QUOTE;
                }
            } else if (state != State.TORN && grows(c)) {
                state = State.UNQUOTED;
                buffer[out++] = c;
            }
        }
        return out;
    }

    private boolean isHeld() {
        return state == State.QUOTE_SEEN || state == State.TORN;
    }

    private boolean grows(char c) {
        if (length > longest) {
            return false;
        }
        length++;
        afterReturn = c == '\r';
        return true;
    }

    private void drop(char c) {
        if (c == '\r' || c == '\n' && !afterReturn) {
            dropped++;
        }
        afterReturn = c == '\r';
    }

    private void endField() {
        if (length > longest) {
            droppedLines.add(dropped);
        }
        dropped = 0;
        afterReturn = false;
        length = 0;
        state = State.FIELD_START;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
