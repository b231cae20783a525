package dev.slipway.cli.report;

/** Text made safe for HTML and XML: whatever a file, a title or an error message holds is shown, never obeyed. */
final class Html {
    private Html() {}

    static String escape(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** Characters that XML 1.0 allows, without those that turn the direction of the text around. */
    private static boolean allowed(int character) {
        boolean control = character < 0x20 && character != '\t' && character != '\n' && character != '\r'
                || character >= 0x7F && character < 0xA0;
        boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
        boolean direction = character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
        return !control && !surrogate && !direction && (character & 0xFFFE) != 0xFFFE;
    }
}
