package dev.slipway.inference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first one lowest: what makes one step of eight. */
final class Word {
    static final int BYTES = Long.BYTES;
    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x80 * ONES;
    private static final long ZERO_DIGITS = '0' * ONES;

    private Word() {}

    static long at(byte[] bytes, int index) {
        return (long) VIEW.get(bytes, index);
    }

    /** The position of the first byte from 0 up to but without {@code limit}, 0 to 7; 8 where there is none. */
    static int firstBelow(long word, int limit) {
        long found = word - limit * ONES & ~word & HIGH_BITS;
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** The word with its first bytes, 0 to 7 of them, made to the digit zero. */
    static long withoutFirst(long word, int bytes) {
        long kept = -1L << 8 * bytes;
        return word & kept | ZERO_DIGITS & ~kept;
    }

    static boolean isDigits(long word) {
        long high = 0xF0 * ONES;
        return ((word & high) ^ ZERO_DIGITS | (word + 0x06 * ONES & high) ^ ZERO_DIGITS) == 0;
    }

    /** The number that eight digits write: pairs are joined, then pairs of pairs. */
    static long number(long digits) {
        long units = digits - ZERO_DIGITS;
        long pairs = units * 10 + (units >>> 8) & 0x00FF_00FF_00FF_00FFL;
        long fours = pairs * 100 + (pairs >>> 16) & 0x0000_FFFF_0000_FFFFL;
        return fours * 10_000 + (fours >>> 32) & 0xFFFF_FFFFL;
    }
}
