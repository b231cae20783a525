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

    static Columns empty(List<Field> fields, int rows) {
        return new Columns(fields.stream().map(field -> new Column(field, rows)).toList(), fields.size());
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

    /** Makes a row null. */
    void clear(int row) {
        for (Column column : columns) {
            column.setNull(row);
        }
    }

    int size() {
        return columns.length;
    }

    Column at(int position) {
        return columns[position];
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
