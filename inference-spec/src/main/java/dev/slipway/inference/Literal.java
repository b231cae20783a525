package dev.slipway.inference;

/**
 * Reads the text forms of SPEC.md, "Literals", straight from the file's bytes into a column: a row of numbers costs no
 * object.
 */
final class Literal {
    private Literal() {}

    /** Puts a non-empty literal into a row; gives null, or the code to reject the row with. */
    static RejectCode read(byte[] text, int from, int length, Column column, int row) {
        return switch (column.type()) {
            case STRING -> string(text, from, length, column, row);
            case INT, LONG -> whole(text, from, length, column, row);
            case DOUBLE -> real(text, from, length, column, row);
            case BOOLEAN -> bool(text, from, length, column, row);
            case DATE -> TimeLiteral.date(text, from, length, column, row);
            case TIMESTAMP -> TimeLiteral.timestamp(text, from, length, column, row);
        };
    }

    private static RejectCode string(byte[] text, int from, int length, Column column, int row) {
        String value = Utf8.text(text, from, length);
        if (value == null) {
            return RejectCode.ENCODING;
        }
        column.set(row, value);
        return null;
    }

    private static RejectCode whole(byte[] text, int from, int length, Column column, int row) {
        boolean negative = text[from] == '-';
        int start = negative || text[from] == '+' ? from + 1 : from;
        int end = from + length;
        if (start == end) {
            return RejectCode.TYPE;
        }
        // Counted down, because the negative numbers reach one further.
        long value = 0;
        boolean over = false;
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return RejectCode.TYPE;
            }
            over |= value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit;
            value = value * 10 - digit;
        }
        if (over || !negative && value == Long.MIN_VALUE) {
            return RejectCode.RANGE;
        }
        value = negative ? value : -value;
        if (column.type() == FieldType.INT && value != (int) value) {
            return RejectCode.RANGE;
        }
        column.set(row, value);
        return null;
    }

    private static RejectCode real(byte[] text, int from, int length, Column column, int row) {
        double value = Decimal.parse(text, from, length);
        if (Double.isNaN(value)) {
            return nonFinite(text, from, length, column, row);
        }
        if (Double.isInfinite(value)) {
            return RejectCode.RANGE;
        }
        column.set(row, value);
        return null;
    }

    private static RejectCode nonFinite(byte[] text, int from, int length, Column column, int row) {
        double value;
        if (is(text, from, length, "NaN")) {
            value = Double.NaN;
        } else if (is(text, from, length, "Infinity")) {
            value = Double.POSITIVE_INFINITY;
        } else if (is(text, from, length, "-Infinity")) {
            value = Double.NEGATIVE_INFINITY;
        } else {
            return RejectCode.TYPE;
        }
        if (!column.field().nonFinite()) {
            return RejectCode.NOT_FINITE;
        }
        column.set(row, value);
        return null;
    }

    private static RejectCode bool(byte[] text, int from, int length, Column column, int row) {
        if (is(text, from, length, "true")) {
            column.set(row, 1);
        } else if (is(text, from, length, "false")) {
            column.set(row, 0);
        } else {
            return RejectCode.TYPE;
        }
        return null;
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean is(byte[] text, int from, int length, String word) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
