package dev.slipway.inference;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Some rows of the input and, once scored, of the output: columns of primitives, so that a model can loop over them
 * without making objects. Rows are counted from 0 to {@link #size()}; fields stand in the order of the manifest.
 *
 * <p>An output field that has the same name and type as an input field starts as a copy of it; every other output field
 * starts as null.
 */
public final class Batch {
    private Batch() {}

    public int size() {
        throw new IllegalStateException("in work");
    }

    /** The position of an input field. Look it up once, in {@link Model#load}. */
    public int input(String field) {
        throw new IllegalStateException("in work");
    }

    /** The position of an output field. */
    public int output(String field) {
        throw new IllegalStateException("in work");
    }

    public boolean isNull(int row, int input) {
        throw new IllegalStateException("in work");
    }

    /** A double, int or long as a double; NaN where the field is null. */
    public double getDouble(int row, int input) {
        throw new IllegalStateException("in work");
    }

    /** An int or long; 0 where the field is null. */
    public long getLong(int row, int input) {
        throw new IllegalStateException("in work");
    }

    public boolean getBoolean(int row, int input) {
        throw new IllegalStateException("in work");
    }

    /** A string, or null. */
    public String getString(int row, int input) {
        throw new IllegalStateException("in work");
    }

    public LocalDate getDate(int row, int input) {
        throw new IllegalStateException("in work");
    }

    public Instant getTimestamp(int row, int input) {
        throw new IllegalStateException("in work");
    }

    public void setDouble(int row, int output, double value) {
        throw new IllegalStateException("in work");
    }

    public void setLong(int row, int output, long value) {
        throw new IllegalStateException("in work");
    }

    public void setBoolean(int row, int output, boolean value) {
        throw new IllegalStateException("in work");
    }

    public void setString(int row, int output, String value) {
        throw new IllegalStateException("in work");
    }

    public void setDate(int row, int output, LocalDate value) {
        throw new IllegalStateException("in work");
    }

    public void setTimestamp(int row, int output, Instant value) {
        throw new IllegalStateException("in work");
    }

    public void setNull(int row, int output) {
        throw new IllegalStateException("in work");
    }

    /** Sends a row to {@code rejects.csv} with the code {@code model} instead of predicting it. */
    public void reject(int row, String reason) {
        throw new IllegalStateException("in work");
    }
}
