package dev.slipway.images.python;

import java.util.Locale;
import java.util.regex.Pattern;

/** A distribution's name as PEP 503 compares it: {@code Foo.Bar_baz} is {@code foo-bar-baz}. */
record Distribution(String name) implements Comparable<Distribution> {
    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    Distribution {
        name = SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Distribution other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
