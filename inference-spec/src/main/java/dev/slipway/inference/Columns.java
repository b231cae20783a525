package dev.slipway.inference;

import java.util.ArrayList;
import java.util.List;

/** Typed columns by position and by name. */
final class Columns {
    private final List<Column> columns;
    /** How many of them {@link #position} finds; those behind are for our own eyes, such as actuals. */
    private final int named;

    Columns(List<Column> columns, int named) {
        this.columns = List.copyOf(columns);
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
                columns.stream().map(c -> c.copy(c.field(), from, to)).toList(), named);
    }

    void paste(Columns rows, int at) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).paste(rows.at(i), at);
        }
    }

    int size() {
        return columns.size();
    }

    Column at(int position) {
        return columns.get(position);
    }

    /** The column of that name, named or not; null where there is none. */
    Column find(String field) {
        return columns.stream()
                .filter(column -> column.field().name().equals(field))
                .findFirst()
                .orElse(null);
    }

    int position(String field) {
        for (int i = 0; i < named; i++) {
            if (columns.get(i).field().name().equals(field)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + field + "; there are "
                + columns.subList(0, named).stream().map(c -> c.field().name()).toList());
    }

    private Column same(Field field) {
        for (int i = 0; i < named; i++) {
            Field candidate = columns.get(i).field();
            if (candidate.name().equals(field.name()) && candidate.type() == field.type()) {
                return columns.get(i);
            }
        }
        return null;
    }
}
