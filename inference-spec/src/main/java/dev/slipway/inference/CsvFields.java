package dev.slipway.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes a record's fields one by one and puts them, typed, into the columns of a batch. */
final class CsvFields {
    /** More than enough for the characters that a reason shows. */
    private static final int SHOWN = 400;

    private final CsvScanner scanner;
    /** For each column of the file the position of its field, or -1. */
    private final int[] positions;
    /** Columns from this one on are actuals: a bad one only leaves its row out of the metrics. */
    private final int actuals;

    private Columns columns;
    private long[] lines;
    private List<Reject> rejects;
    private int row;
    private long text;

    private int bad;
    private Reject reject;

    CsvFields(CsvScanner scanner, int[] positions, int actuals) {
        this.scanner = scanner;
        this.positions = positions;
        this.actuals = actuals;
    }

    /** Fills these columns from row 0 on. A record sets its whole row, and where it is rejected, the next one sets it again. */
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

    /** Bytes that the batch's strings and reasons hold. */
    long text() {
        return text;
    }

    List<Reject> rejects() {
        return rejects;
    }

    Rows taken(String file) {
        return new Rows(file, lines, row, rejects);
    }

    /** Reads the record that the scanner stands on: one row more, or one reject. */
    void readRecord() throws IOException {
        bad = Integer.MAX_VALUE;
        reject = null;
        int index = 0;
        do {
            scanner.nextField();
            int position = index < positions.length ? positions[index] : -1;
            if (position >= 0 && position < bad) {
                readField(position);
            }
            index++;
        } while (!scanner.endsRecord());
        if (scanner.torn()) {
            reject("expected a comma or a line end after a closing quote, got text");
        } else if (index != positions.length) {
            reject("expected " + positions.length + " fields as the header has, got " + index);
        }
        if (reject == null) {
            lines[row++] = scanner.line();
        } else {
            text += reject.reason().length();
            rejects.add(reject);
        }
    }

    private void reject(String reason) {
        reject = new Reject(scanner.line(), "", RejectCode.COLUMNS, reason);
    }

    private void readField(int position) {
        Column column = columns.at(position);
        RejectCode code = null;
        if (scanner.length() > 0) {
            code = read(scanner.bytes(), scanner.from(), scanner.length(), column);
        } else if (column.field().nullable()) {
            column.setNull(row);
        } else {
            code = RejectCode.MISSING;
        }
        if (code != null && position < actuals) {
            bad = position;
            reject = Expected.reject(scanner.line(), column.field(), code, received());
        } else if (code != null) {
            column.setNull(row);
        }
    }

    private RejectCode read(byte[] bytes, int from, int length, Column column) {
        if (length > Expected.LONGEST_FIELD) {
            return RejectCode.TOO_LONG;
        }
        if (column.type() == FieldType.STRING) {
            text += length;
        }
        RejectCode code = Literal.read(bytes, from, length, column, row);
        return code == RejectCode.TYPE && !Utf8.isText(bytes, from, length) ? RejectCode.ENCODING : code;
    }

    private String received() {
        int shown = Math.min(scanner.length(), SHOWN);
        return shown == 0
                ? "an empty field"
                : Cut.quoted(new String(scanner.bytes(), scanner.from(), shown, StandardCharsets.UTF_8));
    }
}
