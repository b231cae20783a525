package dev.slipway.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Typed columns by position and by name. */
final class Columns {
    private final Column[] columns;
    /** How many of them {@link #position} finds; those behind are for our own eyes, such as actuals. */
    private final int named;

    Columns(List<Column> columns, int named) {
        this.columns = columns.toArray(Column[]::new);
        this.named = named;
    }

    /**
     * Rows that are yet to be read. Their doubles lie in one matrix, row by row, as they stand in a file and as most models
     * want them.
     */
    static Columns toRead(List<Field> fields, int named, int rows) {
        int step = 0;
        for (Field field : fields) {
            step += field.type() == FieldType.DOUBLE ? 1 : 0;
        }
        double[] doubles = new double[rows * step];
        List<Column> columns = new ArrayList<>(fields.size());
        int start = 0;
        for (Field field : fields) {
            columns.add(new Column(field, rows, doubles, start, step));
            start += field.type() == FieldType.DOUBLE ? 1 : 0;
        }
        return new Columns(columns, named);
    }

    /** The output before it is scored: copies of input fields of the same name and type, otherwise null. */
    static Columns output(List<Field> fields, Columns input, int rows) {
        List<Column> columns = new ArrayList<>(fields.size());
        for (Field field : fields) {
            Column same = input.same(field);
            columns.add(same == null ? new Column(field, rows) : same.copy(field, 0, rows));
        }
        return new Columns(columns, fields.size());
    }

    Columns slice(int from, int to) {
        return new Columns(
                Arrays.stream(columns).map(c -> c.copy(c.field(), from, to)).toList(), named);
    }

    void paste(Columns rows, int at) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].paste(rows.at(i), at);
        }
    }

    int size() {
        return columns.length;
    }

    Column at(int position) {
        return columns[position];
    }

    /** {@link Column#floats} of several columns that stand side by side. */
    boolean floats(int from, int to, int first, int count, float[] target, int at, int step) {
        Column column = columns[first];
        if (column.isBeside(columns[first + count - 1], count - 1)) {
            return column.floats(from, to, count, target, at, step);
        }
        boolean infinite = false;
        for (int i = 0; i < count; i++) {
            infinite |= columns[first + i].floats(from, to, 1, target, at + i, step);
        }
        return infinite;
    }

    /** The column of that name, named or not; null where there is none. */
    Column find(String field) {
        return Arrays.stream(columns)
                .filter(column -> column.field().name().equals(field))
                .findFirst()
                .orElse(null);
    }

    int position(String field) {
        for (int i = 0; i < named; i++) {
            if (columns[i].field().name().equals(field)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + field + "; there are "
                + Arrays.stream(columns, 0, named).map(c -> c.field().name()).toList());
    }

    /** The column that a model finds under this name, if it has this type; or null. */
    Column same(Field field) {
        for (int i = 0; i < named; i++) {
            Field candidate = columns[i].field();
            if (candidate.name().equals(field.name()) && candidate.type() == field.type()) {
                return columns[i];
            }
        }
        return null;
    }
}
