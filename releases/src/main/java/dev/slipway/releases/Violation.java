package dev.slipway.releases;

/**
 * One thing that is wrong with a file.
 *
 * @param file the file's name, such as {@code prod.yaml}
 * @param line counted from 1
 * @param key the path of keys to the value, such as {@code models.churn.version}; empty where the file as a whole is meant
 * @param problem what was expected, with an example, and what was received
 */
public record Violation(String file, int line, String key, String problem) {
    /** {@code prod.yaml:12: models.churn.version: expected MAJOR.MINOR.PATCH such as 1.4.2, got "v1.4"}. */
    @Override
    public String toString() {
        return printable(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + problem);
    }

    /** A file must not be able to steer the terminal that shows its errors. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "\uFFFD");
    }
}
