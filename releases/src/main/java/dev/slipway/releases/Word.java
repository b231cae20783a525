package dev.slipway.releases;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words that a file may use for an enum's constants: its names in lower case, without underscores. */
final class Word {
    private Word() {}

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Word::of).toList();
        int found = words.indexOf(text);
        if (found < 0) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", words) + ", got \"" + text + '"'
                    + NearMiss.hint(text, words));
        }
        return type.getEnumConstants()[found];
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
