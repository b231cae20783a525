package dev.slipway.releases;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what a person meant by a word that is not known. */
public final class NearMiss {
    private NearMiss() {}

    /** {@code "; did you mean schedule?"} where a known word is at most two edits away; otherwise nothing. */
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain(word), plain(candidate))))
                .filter(nearest -> distance(plain(word), plain(nearest)) <= Math.min(2, nearest.length() / 2))
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static String plain(String word) {
        String cut = word.length() > 64 ? word.substring(0, 64) : word;
        return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** How many letters must be put in, taken out or changed (Levenshtein), with one row of the table at a time. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
