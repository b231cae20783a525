package dev.slipway.onnx;

import dev.slipway.inference.Field;
import java.util.List;
import java.util.Locale;

/** When a manifest's field and a graph's name mean the same: case and what is neither letter nor digit do not count. */
final class FieldNames {
    private FieldNames() {}

    /** {@code Output Probability} and {@code output_probability} are the same, {@code output_probability}. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        boolean gap = false;
        for (int i = 0, c; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            if (counts(c)) {
                plain.append(gap && plain.length() > 0 ? "_" : "").appendCodePoint(c);
            }
            gap = !counts(c);
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** Letters and numbers; a regular expression would cost each start 20 ms. */
    private static boolean counts(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    static boolean same(String one, String other) {
        return one.equals(other)
                || plain(one).equals(plain(other)) && !plain(one).isEmpty();
    }

    /** The field of that name, else the only one that is the same but for case and punctuation; null where none is. */
    static Field find(List<Field> fields, String name) {
        List<Field> same =
                fields.stream().filter(field -> same(field.name(), name)).toList();
        return same.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(same.size() == 1 ? same.get(0) : null);
    }
}
