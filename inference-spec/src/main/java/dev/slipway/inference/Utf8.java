package dev.slipway.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text and its bytes in UTF-8. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** How many bytes text takes, without encoding it. */
    static int length(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair is two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** No less than {@link #length} of a text of so many characters. */
    static long atMost(int characters) {
        return 3L * characters;
    }

    /** The text of bytes; null where they are no UTF-8 or hold U+0000, which PostgreSQL cannot. */
    static String text(byte[] bytes, int from, int length) {
        boolean ascii = true;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == 0) {
                return null;
            }
            ascii &= bytes[i] > 0;
        }
        String text = new String(bytes, from, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return ascii || text.indexOf(REPLACEMENT) < 0 || isWrittenSo(text, bytes, from, length) ? text : null;
    }

    static boolean isText(byte[] bytes, int from, int length) {
        return text(bytes, from, length) != null;
    }

    /** Whether the replacement character is the bytes' own, and stands for none that could not be read. */
    private static boolean isWrittenSo(String text, byte[] bytes, int from, int length) {
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, from + length));
    }
}
