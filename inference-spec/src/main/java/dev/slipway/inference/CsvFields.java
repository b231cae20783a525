package dev.slipway.inference;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;

/** Takes the parser's fields one by one and puts them, typed, into the columns of a batch. */
final class CsvFields extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** No character takes more bytes in UTF-8. */
    private static final int WIDEST = 3;

    private final CsvGuard guard;
    /** Collected until {@link #wanted} says which columns are of interest. */
    private final List<String> header = new ArrayList<>();

    private int[] positions;
    /** Columns from this one on are actuals: a bad one only leaves its row out of the metrics. */
    private int actuals;

    private Columns columns;
    private long[] lines;
    private List<Reject> rejects;
    private int row;
    private long text;

    private long droppedLines;
    private long line;
    private boolean torn;
    private int bad;
    private Reject reject;

    CsvFields(CsvGuard guard) {
        this.guard = guard;
    }

    List<String> header() {
        return header;
    }

    /** The line where the record that was read last begins. */
    long line() {
        return line;
    }

    void wanted(int[] columnPositions, int firstActual) {
        positions = columnPositions;
        actuals = firstActual;
    }

    /** Fills these columns from row 0 on. */
    void fill(Columns target, int capacity) {
        columns = target;
        lines = new long[capacity];
        rejects = new ArrayList<>();
        row = 0;
        text = 0;
    }

    int rows() {
        return row;
    }

    /** Characters that the batch's strings and reasons hold. */
    long text() {
        return text;
    }

    List<Reject> rejects() {
        return rejects;
    }

    Rows taken(String file) {
        return new Rows(file, lines, row, rejects);
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber + droppedLines;
        torn = false;
        bad = Integer.MAX_VALUE;
        reject = null;
        if (columns != null) {
            for (int i = 0; i < columns.size(); i++) {
                columns.at(i).setNull(row);
            }
        }
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
        if (length > Expected.LONGEST_FIELD) {
            droppedLines += guard.takeDroppedLines();
        }
        if (positions == null) {
            header.add(new String(buffer, from, length));
            return;
        }
        torn |= quoted && mark(buffer, from, length) == RejectCode.COLUMNS;
        int position = index < positions.length ? positions[index] : -1;
        if (position < 0 || position >= bad) {
            return;
        }
        Column column = columns.at(position);
        RejectCode code = length == 0 ? null : read(buffer, from, length, column);
        if (code == null && column.isNull(row) && !column.field().nullable()) {
            code = RejectCode.MISSING;
        }
        if (code != null && position >= actuals) {
            column.setNull(row);
        } else if (code != null) {
            bad = position;
            String value = length == 0 ? "an empty field" : Cut.quoted(new String(buffer, from, Math.min(length, 200)));
            reject = Expected.reject(line, column.field(), code, value);
        }
    }

    private RejectCode read(char[] buffer, int from, int length, Column column) {
        if (isTooLong(buffer, from, length)) {
            return RejectCode.TOO_LONG;
        }
        if (column.field().type() == FieldType.STRING) {
            text += length;
            RejectCode mark = mark(buffer, from, length);
            return mark != null ? mark : Literal.read(buffer, from, length, column, row);
        }
        RejectCode code = Literal.read(buffer, from, length, column, row);
        RejectCode mark = code == RejectCode.TYPE ? mark(buffer, from, length) : null;
        return mark != null ? mark : code;
    }

    private static boolean isTooLong(char[] buffer, int from, int length) {
        return length > Expected.LONGEST_FIELD / WIDEST
                && (length > Expected.LONGEST_FIELD || Utf8.length(buffer, from, length) > Expected.LONGEST_FIELD);
    }

    /** What the guard found: bytes that are no UTF-8, text after a closing quote, or neither (null). */
    static RejectCode mark(char[] buffer, int from, int length) {
        RejectCode found = null;
        for (int i = from; i < from + length; i++) {
            char c = buffer[i];
            if (c == 0) {
                found = found == null ? RejectCode.ENCODING : found;
            } else if (Character.isLowSurrogate(c) && (i == from || !Character.isHighSurrogate(buffer[i - 1]))) {
                if (c == CsvGuard.AFTER_QUOTE) {
                    return RejectCode.COLUMNS;
                }
                found = RejectCode.ENCODING;
            }
        }
        return found;
    }

    @Override
    protected Boolean buildRecord() {
        if (positions == null || getRecordType() == RecordType.EMPTY) {
            return Boolean.TRUE;
        }
        if (torn) {
            reject = new Reject(
                    line, "", RejectCode.COLUMNS, "expected a comma or a line end after a closing quote, got text");
        } else if (getFieldCount() != positions.length) {
            reject = new Reject(
                    line,
                    "",
                    RejectCode.COLUMNS,
                    "expected " + positions.length + " fields as the header has, got " + getFieldCount());
        }
        if (reject == null) {
            lines[row++] = line;
        } else {
            text += reject.reason().length();
            rejects.add(reject);
        }
        return Boolean.TRUE;
    }
}
