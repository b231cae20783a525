package dev.slipway.images;

import java.util.Locale;

/**
 * Something in an image that has no place in production.
 *
 * @param path absolute; a folder where all of it is meant
 * @param what in words, such as {@code a compiler}
 * @param size bytes, unpacked
 * @param layer which one, counted from 1 at the base
 */
public record Finding(String path, String what, long size, int layer) {
    /** Whether the builder put it there, and not the base image. */
    public boolean isOurs() {
        return path.startsWith("/opt/");
    }

    @Override
    public String toString() {
        String amount =
                size < 1_000_000 ? (size + 999) / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", size / 1e6);
        return path + " is " + what + " (" + amount + ", layer " + layer + ")";
    }
}
