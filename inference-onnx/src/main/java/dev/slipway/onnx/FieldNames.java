package dev.slipway.onnx;

import java.util.Locale;

/** When a manifest's field and a graph's name mean the same: case and what is neither letter nor digit do not count. */
final class FieldNames {
    private FieldNames() {}

    /** {@code Output Probability} and {@code output_probability} are the same, {@code output_probability}. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
    }

    static boolean same(String one, String other) {
        return one.equals(other)
                || plain(one).equals(plain(other)) && !plain(one).isEmpty();
    }
}
