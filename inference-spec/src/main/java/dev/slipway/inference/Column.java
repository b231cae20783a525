package dev.slipway.inference;

import java.util.Arrays;

/** The values of one field in some rows: primitives, and which of them are null. */
final class Column {
    private final Field field;
    private final FieldType type;
    private final int rows;
    /** By row; null while no row is null. */
    private boolean[] present;
    /** Whole numbers; 1 for true; days since 1970-01-01; microseconds since 1970-01-01T00:00:00Z. */
    private final long[] longs;

    /** Row by row what several columns hold: this one from a position on, each row a step behind the one before; NaN where null. */
    private final double[] doubles;

    private final int start;
    private final int step;
    private final String[] strings;
    /** Of the strings, in characters, also of those that were replaced. */
    private int longest;

    /** All rows are null. */
    Column(Field field, int rows) {
        this(field, rows, field.type() == FieldType.DOUBLE ? new double[rows] : null, 0, 1);
        present = new boolean[rows];
        if (doubles != null) {
            Arrays.fill(doubles, Double.NaN);
        }
    }

    /** Each row is yet to be set, to null or a value. Doubles lie in a matrix, a row {@code step} behind the one before. */
    Column(Field field, int rows, double[] doubles, int start, int step) {
        this.field = field;
        this.type = field.type();
        this.rows = rows;
        this.longs = type == FieldType.DOUBLE || type == FieldType.STRING ? null : new long[rows];
        this.doubles = type == FieldType.DOUBLE ? doubles : null;
        this.start = start;
        this.step = step;
        this.strings = type == FieldType.STRING ? new String[rows] : null;
    }

    /** Some of the rows, copied, under another field of the same type. */
    Column copy(Field as, int from, int to) {
        Column copy = new Column(as, to - from, doubles == null ? null : new double[to - from], 0, 1);
        copy.present = present == null ? null : Arrays.copyOfRange(present, from, to);
        if (longs != null) {
            System.arraycopy(longs, from, copy.longs, 0, to - from);
        } else if (doubles != null) {
            reals(from, to, copy.doubles);
        } else {
            System.arraycopy(strings, from, copy.strings, 0, to - from);
            copy.longest = longest;
        }
        return copy;
    }

    /** Overwrites rows from a position on with all rows of another column of the same type. */
    void paste(Column other, int at) {
        for (int row = 0; row < other.rows; row++) {
            if (other.isNull(row)) {
                setNull(at + row);
            } else if (longs != null) {
                set(at + row, other.longs[row]);
            } else if (doubles != null) {
                set(at + row, other.real(row));
            } else {
                set(at + row, other.strings[row]);
            }
        }
    }

    Field field() {
        return field;
    }

    FieldType type() {
        return type;
    }

    boolean isNull(int row) {
        return present != null && !present[row];
    }

    void setNull(int row) {
        if (present == null) {
            present = new boolean[rows];
            Arrays.fill(present, true);
        }
        present[row] = false;
        if (strings != null) {
            strings[row] = null;
        } else if (doubles != null) {
            doubles[cell(row)] = Double.NaN;
        } else {
            longs[row] = 0;
        }
    }

    long whole(int row) {
        if (longs == null) {
            throw mismatch("a whole number");
        }
        return longs[row];
    }

    /** Any number as a double; NaN where it is null. */
    double real(int row) {
        if (doubles != null) {
            return doubles[cell(row)];
        }
        demandNumber();
        return isNull(row) ? Double.NaN : longs[row];
    }

    /** Whether all rows are set, to finite doubles. */
    boolean isFinite() {
        boolean finite = true;
        for (int row = 0; row < rows; row++) {
            finite &= Math.abs(doubles[cell(row)]) <= Double.MAX_VALUE;
        }
        return finite;
    }

    /** Whether all rows are set, to the very texts of another column, not to equal ones: which takes no time to tell. */
    boolean isSame(Column other) {
        boolean same = true;
        for (int row = 0; row < strings.length; row++) {
            same &= strings[row] != null && strings[row] == other.strings[row];
        }
        return same;
    }

    /** {@link #real} of the rows from one up to but without another. */
    void reals(int from, int to, double[] target) {
        if (doubles == null) {
            demandNumber();
            for (int row = from; row < to; row++) {
                target[row - from] = isNull(row) ? Double.NaN : longs[row];
            }
        } else {
            for (int row = from; row < to; row++) {
                target[row - from] = doubles[cell(row)];
            }
        }
    }

    /** Whether another column of doubles lies so many positions behind this one in the same matrix. */
    boolean isBeside(Column other, int distance) {
        return doubles != null && doubles == other.doubles && other.start - start == distance;
    }

    /**
     * {@link #real} of the rows from one up to but without another as floats, each {@code step} behind the one before; of this
     * column, and of so many in all that lie beside it. Tells whether one of them is infinite.
     */
    boolean floats(int from, int to, int columns, float[] target, int at, int targetStep) {
        boolean infinite = false;
        if (doubles == null) {
            demandNumber();
            for (int row = from, cell = at; row < to; row++, cell += targetStep) {
                target[cell] = isNull(row) ? Float.NaN : (float) longs[row];
            }
        } else if (columns == step && columns == targetStep) {
            // Nothing lies between the rows, here or there.
            infinite = narrow(doubles, cell(from), (to - from) * columns, target, at);
        } else if (columns == 1) {
            for (int row = from, cell = at; row < to; row++, cell += targetStep) {
                float value = (float) doubles[cell(row)];
                target[cell] = value;
                infinite |= Math.abs(value) > Float.MAX_VALUE;
            }
        } else {
            for (int row = from, cell = at; row < to; row++, cell += targetStep) {
                infinite |= narrow(doubles, cell(row), columns, target, cell);
            }
        }
        return infinite;
    }

    private static boolean narrow(double[] doubles, int from, int count, float[] target, int at) {
        boolean infinite = false;
        for (int i = 0; i < count; i++) {
            float value = (float) doubles[from + i];
            target[at + i] = value;
            infinite |= Math.abs(value) > Float.MAX_VALUE;
        }
        return infinite;
    }

    private int cell(int row) {
        return start + row * step;
    }

    String text(int row) {
        demand(strings != null, "a string");
        return strings[row];
    }

    /** No string is longer, in characters. */
    int longest() {
        return longest;
    }

    void set(int row, long value) {
        longs[row] = value;
        setPresent(row);
    }

    void set(int row, double value) {
        doubles[cell(row)] = value;
        setPresent(row);
    }

    /** Of a column that has its doubles for itself. */
    void set(int from, double[] values, int count) {
        System.arraycopy(values, 0, doubles, from, count);
        if (present != null) {
            Arrays.fill(present, from, from + count, true);
        }
    }

    /** Empty strings do not exist: they are null. */
    void set(int row, String value) {
        if (value == null || value.isEmpty()) {
            setNull(row);
        } else {
            strings[row] = value;
            longest = Math.max(longest, value.length());
            setPresent(row);
        }
    }

    private void setPresent(int row) {
        if (present != null) {
            present[row] = true;
        }
    }

    private void demandNumber() {
        demand(type == FieldType.DOUBLE || type == FieldType.INT || type == FieldType.LONG, "a number");
    }

    /** Refuses an access that does not suit the field: a defect of whoever wrote the model. */
    void demand(boolean suits, String accessedAs) {
        if (!suits) {
            throw mismatch(accessedAs);
        }
    }

    /** The same where the word is only made when it is needed: this stands in a model's innermost loop. */
    void demand(FieldType needed) {
        if (type != needed) {
            throw mismatch(needed.word());
        }
    }

    private IllegalArgumentException mismatch(String accessedAs) {
        return new IllegalArgumentException("field " + field.name() + " is of type "
                + field.type().word() + " and cannot be used as " + accessedAs);
    }
}
