package dev.slipway.inference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Some rows of the input and, once scored, of the output: columns of primitives, so that a model can loop over them
 * without making objects. Rows are counted from 0 to {@link #size()}; fields stand in the order of the manifest.
 *
 * <p>An output field that has the same name and type as an input field starts as a copy of it; every other output field
 * starts as null. Getters read the input, setters write the output. A getter or setter that does not suit the field's
 * type, a field that does not exist and a row outside the batch throw an unchecked exception.
 *
 * <p>{@link CsvRows} gives batches that have input fields alone.
 */
public final class Batch {
    private final Columns input;
    private final Columns output;
    private final Rows rows;
    private final Instant asOf;

    Batch(Columns input, Columns output, Rows rows, Instant asOf) {
        this.input = input;
        this.output = output;
        this.rows = rows;
        this.asOf = asOf;
    }

    public int size() {
        return rows.size();
    }

    /**
     * The moment that the prediction is made for, {@link Request#asOf()}; null in {@code validate}, where there is no
     * request. Use it instead of the clock.
     */
    public Instant asOf() {
        return asOf;
    }

    /** The line of the file where a row starts; the header is line 1. */
    public long line(int row) {
        return rows.line(row);
    }

    /** The position of an input field. It is the same in every batch. */
    public int input(String field) {
        return input.position(field);
    }

    /** The position of an output field. It is the same in every batch. */
    public int output(String field) {
        return output.position(field);
    }

    public boolean isNull(int row, int input) {
        return column(row, input).isNull(row);
    }

    /** A double, int or long as a double; NaN where the field is null. */
    public double getDouble(int row, int input) {
        return column(row, input).real(row);
    }

    /**
     * The same as {@link #getDouble} for many rows, which is faster for who wants them all.
     *
     * @param from the first row
     * @param to the row behind the last
     * @param target takes them from position 0 on
     */
    public void getDoubles(int from, int to, int input, double[] target) {
        rows.check(from, to);
        this.input.at(input).reals(from, to, target);
    }

    /**
     * The same as {@link #getDouble} for many rows of some fields that stand side by side, as floats in the rows of a matrix.
     * Fields that are all doubles take the least time.
     *
     * @param from the first row
     * @param to the row behind the last
     * @param input the first field
     * @param fields how many
     * @param target takes the first row's values from {@code at} on, and each other's {@code step} positions behind the one
     *     before
     * @return whether one of them is infinite, as a double that is too large for a float becomes
     */
    public boolean getFloats(int from, int to, int input, int fields, float[] target, int at, int step) {
        rows.check(from, to);
        return this.input.floats(from, to, input, fields, target, at, step);
    }

    /**
     * An int or long; a date as days since 1970-01-01; a timestamp as microseconds since 1970-01-01T00:00:00Z; a boolean
     * as 1 or 0. 0 where the field is null.
     */
    public long getLong(int row, int input) {
        return column(row, input).whole(row);
    }

    /** A boolean; false where the field is null. */
    public boolean getBoolean(int row, int input) {
        return column(row, input, FieldType.BOOLEAN).whole(row) != 0;
    }

    /** A string, or null. */
    public String getString(int row, int input) {
        return column(row, input).text(row);
    }

    /** A date, or null. */
    public LocalDate getDate(int row, int input) {
        Column column = column(row, input, FieldType.DATE);
        return column.isNull(row) ? null : LocalDate.ofEpochDay(column.whole(row));
    }

    /** A timestamp, or null. */
    public Instant getTimestamp(int row, int input) {
        Column column = column(row, input, FieldType.TIMESTAMP);
        return column.isNull(row) ? null : Instant.EPOCH.plus(column.whole(row), ChronoUnit.MICROS);
    }

    public void setDouble(int row, int output, double value) {
        target(row, output, FieldType.DOUBLE).set(row, value);
    }

    /**
     * The same for many rows.
     *
     * @param from the first row
     * @param to the row behind the last
     * @param values theirs, from position 0 on
     */
    public void setDoubles(int from, int to, int output, double[] values) {
        rows.check(from, to);
        Column column = this.output.at(output);
        column.demand(FieldType.DOUBLE);
        column.set(from, values, to - from);
    }

    /** Sets an int, a long or a double. A number that an int cannot hold makes the row a reject. */
    public void setLong(int row, int output, long value) {
        Column column = output(row, output);
        switch (column.field().type()) {
            case INT, LONG -> column.set(row, value);
            case DOUBLE -> column.set(row, (double) value);
            default -> column.demand(false, "a whole number");
        }
    }

    public void setBoolean(int row, int output, boolean value) {
        target(row, output, FieldType.BOOLEAN).set(row, value ? 1 : 0);
    }

    /** Sets a string; null and the empty string set null. */
    public void setString(int row, int output, String value) {
        target(row, output, FieldType.STRING).set(row, value);
    }

    public void setDate(int row, int output, LocalDate value) {
        Column column = target(row, output, FieldType.DATE);
        if (value == null) {
            column.setNull(row);
        } else {
            column.set(row, value.toEpochDay());
        }
    }

    /** Sets a timestamp; what is finer than microseconds is cut off. */
    public void setTimestamp(int row, int output, Instant value) {
        Column column = target(row, output, FieldType.TIMESTAMP);
        if (value == null) {
            column.setNull(row);
        } else {
            column.set(
                    row, Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1000));
        }
    }

    public void setNull(int row, int output) {
        output(row, output).setNull(row);
    }

    /** Sends a row to {@code rejects.csv} with the code {@code model} instead of predicting it. */
    public void reject(int row, String reason) {
        rows.reject(row, new Reject(rows.line(row), "", RejectCode.MODEL, Cut.cut(String.valueOf(reason))));
    }

    Columns inputs() {
        return input;
    }

    Columns outputs() {
        return output;
    }

    Rows rows() {
        return rows;
    }

    private Column column(int row, int position) {
        rows.check(row);
        return input.at(position);
    }

    private Column column(int row, int position, FieldType type) {
        Column column = column(row, position);
        column.demand(type);
        return column;
    }

    private Column output(int row, int position) {
        rows.check(row);
        return output.at(position);
    }

    private Column target(int row, int position, FieldType type) {
        Column column = output(row, position);
        column.demand(type);
        return column;
    }
}
