package dev.slipway.inference;

import java.nio.CharBuffer;

/** How many bytes text takes in UTF-8, without encoding it. */
final class Utf8 {
    private Utf8() {}

    static int length(char[] text, int from, int length) {
        return length(CharBuffer.wrap(text, from, length));
    }

    static int length(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair is two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
