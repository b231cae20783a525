package dev.slipway.inference;

/** Values as messages show them: at most 80 characters, nothing that an UTF-8 file could not hold. */
final class Cut {
    private static final int LONGEST = 80;

    private Cut() {}

    static String quoted(String value) {
        return '"' + cut(value) + '"';
    }

    static String cut(String value) {
        String shown = value;
        if (value.length() > LONGEST) {
            int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            shown = value.substring(0, end) + "…";
        }
        return readable(shown);
    }

    /** Lone surrogates stand for bytes that were no UTF-8, and NUL disturbs terminals and databases. */
    private static String readable(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints()
                .forEach(c -> text.appendCodePoint(
                        c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c));
        return text.toString();
    }
}
