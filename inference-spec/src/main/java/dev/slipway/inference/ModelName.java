package dev.slipway.inference;

import java.util.regex.Pattern;

/**
 * A model's name: lower-case words joined by hyphens, at most 32 characters, so that names derived from it (tables,
 * views, repositories, build projects) fit the limits of every service without being cut.
 */
public record ModelName(String value) implements Comparable<ModelName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public ModelName {
        if (value == null || value.length() > 32 || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected lower-case words joined by hyphens, at most 32 characters, such as audience-forecast, got "
                            + (value == null ? "nothing" : '"' + value + '"'));
        }
    }

    /** The name as SQL identifiers carry it: {@code audience_forecast}. */
    public String identifier() {
        return value.replace('-', '_');
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
