package dev.slipway.cli.terminal;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Figures {
    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 12.3 MB}, of a million bytes each. */
    public static String bytes(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    /** {@code 0.04 s}, {@code 3.2 s}, {@code 245 s}: three digits at most say enough about a duration. */
    public static String seconds(double seconds) {
        String form = seconds < 0.995 ? "%.2f s" : seconds < 99.95 ? "%.1f s" : "%,.0f s";
        return String.format(Locale.ROOT, form, seconds);
    }

    /** {@code 12,300} rows a second, rounded to three digits; empty where the time is too short to tell. */
    public static String rate(long rows, double seconds) {
        if (rows <= 0 || seconds < 0.001) {
            return "";
        }
        double rate = rows / seconds;
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(rate)) - 2));
        return count(Math.round(rate / unit) * Math.round(unit));
    }

    /** At most four digits: {@code 0.4312}, {@code 12.5}, {@code 1,234,567}, {@code 2.3e-7}. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (size >= 1e15 || size > 0 && size < 1e-4) {
            return trim(String.format(Locale.ROOT, "%.3g", value));
        }
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return trim(String.format(Locale.ROOT, "%,." + digits + "f", value));
    }

    private static String trim(String number) {
        boolean plain = number.indexOf('.') >= 0 && number.indexOf('e') < 0;
        String trimmed = plain ? number.replaceAll("\\.?0+$", "") : number;
        return trimmed.equals("-0") ? "0" : trimmed;
    }
}
