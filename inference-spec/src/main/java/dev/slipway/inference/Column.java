package dev.slipway.inference;

import java.util.Arrays;

/** The values of one field in some rows: an array of primitives, and which of them are null. */
final class Column {
    private final Field field;
    private final FieldType type;
    private final boolean[] present;
    /** Whole numbers; 1 for true; days since 1970-01-01; microseconds since 1970-01-01T00:00:00Z. */
    private final long[] longs;

    private final double[] doubles;
    private final String[] strings;

    Column(Field field, int rows) {
        this(
                field,
                new boolean[rows],
                field.type() == FieldType.DOUBLE || field.type() == FieldType.STRING ? null : new long[rows],
                field.type() == FieldType.DOUBLE ? new double[rows] : null,
                field.type() == FieldType.STRING ? new String[rows] : null);
    }

    private Column(Field field, boolean[] present, long[] longs, double[] doubles, String[] strings) {
        this.field = field;
        this.type = field.type();
        this.present = present;
        this.longs = longs;
        this.doubles = doubles;
        this.strings = strings;
    }

    /** Some of the rows, copied, under another field of the same type. */
    Column copy(Field as, int from, int to) {
        return new Column(
                as,
                Arrays.copyOfRange(present, from, to),
                longs == null ? null : Arrays.copyOfRange(longs, from, to),
                doubles == null ? null : Arrays.copyOfRange(doubles, from, to),
                strings == null ? null : Arrays.copyOfRange(strings, from, to));
    }

    /** Overwrites rows from a position on with all rows of another column of the same type. */
    void paste(Column rows, int at) {
        System.arraycopy(rows.present, 0, present, at, rows.present.length);
        if (longs != null) {
            System.arraycopy(rows.longs, 0, longs, at, rows.longs.length);
        } else if (doubles != null) {
            System.arraycopy(rows.doubles, 0, doubles, at, rows.doubles.length);
        } else {
            System.arraycopy(rows.strings, 0, strings, at, rows.strings.length);
        }
    }

    Field field() {
        return field;
    }

    FieldType type() {
        return type;
    }

    boolean isNull(int row) {
        return !present[row];
    }

    void setNull(int row) {
        present[row] = false;
        if (strings != null) {
            strings[row] = null;
        } else if (doubles != null) {
            doubles[row] = Double.NaN;
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
            return present[row] ? doubles[row] : Double.NaN;
        }
        demand(field.type() == FieldType.INT || field.type() == FieldType.LONG, "a number");
        return present[row] ? longs[row] : Double.NaN;
    }

    /** Whether all rows are set, to finite doubles. */
    boolean isFinite() {
        boolean finite = true;
        for (int row = 0; row < doubles.length; row++) {
            finite &= present[row] && Math.abs(doubles[row]) <= Double.MAX_VALUE;
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
            demand(type == FieldType.INT || type == FieldType.LONG, "a number");
            for (int row = from; row < to; row++) {
                target[row - from] = present[row] ? longs[row] : Double.NaN;
            }
        } else {
            for (int row = from; row < to; row++) {
                target[row - from] = present[row] ? doubles[row] : Double.NaN;
            }
        }
    }

    /**
     * {@link #real} of the rows from one up to but without another as floats, each {@code step} behind the one before.
     * Tells whether one of them is infinite.
     */
    boolean floats(int from, int to, float[] target, int at, int step) {
        demand(doubles != null || type == FieldType.INT || type == FieldType.LONG, "a number");
        boolean infinite = false;
        for (int row = from, cell = at; row < to; row++, cell += step) {
            float value = present[row] ? (float) (doubles == null ? longs[row] : doubles[row]) : Float.NaN;
            target[cell] = value;
            infinite |= Math.abs(value) > Float.MAX_VALUE;
        }
        return infinite;
    }

    String text(int row) {
        demand(strings != null, "a string");
        return strings[row];
    }

    void set(int row, long value) {
        longs[row] = value;
        present[row] = true;
    }

    void set(int row, double value) {
        doubles[row] = value;
        present[row] = true;
    }

    void set(int from, double[] values, int count) {
        System.arraycopy(values, 0, doubles, from, count);
        Arrays.fill(present, from, from + count, true);
    }

    /** Empty strings do not exist: they are null. */
    void set(int row, String value) {
        strings[row] = value == null || value.isEmpty() ? null : value;
        present[row] = strings[row] != null;
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
