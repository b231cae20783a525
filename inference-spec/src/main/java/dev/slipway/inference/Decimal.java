package dev.slipway.inference;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes. What people and programs mostly write, few digits without an exponent, is exact by one
 * division (W. Clinger, "How to Read Floating Point Numbers Accurately", 1990); the rest goes to a library.
 */
final class Decimal {
    /** More digits than these might not fit into a long. */
    private static final int MOST_DIGITS = 18;
    /** Whole numbers up to this are doubles exactly, and so are the powers of ten below. */
    private static final long LARGEST_EXACT = 1L << 53;

    private static final long[] WHOLE_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private Decimal() {}

    /** The number nearest to the text: infinite where it is too large, NaN where it is no number. */
    static double parse(byte[] text, int from, int length) {
        int end = from + length;
        boolean negative = text[from] == '-';
        int i = negative ? from + 1 : from;
        if (i == end || end - i > MOST_DIGITS + 1 || end < Word.BYTES) {
            return any(text, from, end);
        }
        long number = 0;
        while (i < end && Literal.isDigit(text[i])) {
            number = number * 10 + text[i++] - '0';
        }
        int fraction = 0;
        if (i < end) {
            fraction = end - i - 1;
            if (text[i++] != '.' || fraction == 0) {
                return any(text, from, end);
            }
            for (; end - i > Word.BYTES; i += Word.BYTES) {
                long word = Word.at(text, i);
                if (!Word.isDigits(word)) {
                    return any(text, from, end);
                }
                number = number * WHOLE_POWERS[Word.BYTES] + Word.number(word);
            }
            // The last one to eight digits, with what stands before them made to zeros.
            long word = Word.withoutFirst(Word.at(text, end - Word.BYTES), Word.BYTES - (end - i));
            if (!Word.isDigits(word)) {
                return any(text, from, end);
            }
            number = number * WHOLE_POWERS[end - i] + Word.number(word);
        }
        if (number < 0 || number > LARGEST_EXACT) {
            return any(text, from, end);
        }
        double value = number / POWERS[fraction];
        return negative ? -value : value;
    }

    /** The same without haste: proves that it is a number and hands it over. */
    private static double any(byte[] text, int from, int end) {
        int i = text[from] == '-' || text[from] == '+' ? from + 1 : from;
        int digits = i;
        i = skipDigits(text, i, end);
        digits = i - digits;
        if (i < end && text[i] == '.') {
            int fraction = i + 1;
            i = skipDigits(text, fraction, end);
            digits += i - fraction;
        }
        if (i < end && (text[i] == 'e' || text[i] == 'E')) {
            int sign = i + 1 < end && (text[i + 1] == '-' || text[i + 1] == '+') ? 1 : 0;
            int exponent = i + 1 + sign;
            i = skipDigits(text, exponent, end);
            digits = i == exponent ? 0 : digits;
        }
        return digits == 0 || i < end
                ? Double.NaN
                : NumberInput.parseDouble(new String(text, from, end - from, StandardCharsets.ISO_8859_1), true);
    }

    private static int skipDigits(byte[] text, int from, int end) {
        int i = from;
        while (i < end && Literal.isDigit(text[i])) {
            i++;
        }
        return i;
    }
}
