package dev.slipway.inference;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** Reads dates and timestamps; see {@link Literal}. */
final class TimeLiteral {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    static final long FIRST_MICRO = FIRST_DAY * SECONDS_PER_DAY * MICROS_PER_SECOND;
    static final long LAST_MICRO = (LAST_DAY + 1) * SECONDS_PER_DAY * MICROS_PER_SECOND - 1;
    private static final int DATE_LENGTH = 10;
    private static final int SECOND_END = 19;
    private static final int LONGEST_FRACTION = 6;

    private TimeLiteral() {}

    static RejectCode date(byte[] text, int from, int length, Column column, int row) {
        long day = length == DATE_LENGTH ? day(text, from) : Long.MIN_VALUE;
        if (day == Long.MIN_VALUE) {
            return RejectCode.TYPE;
        }
        column.set(row, day);
        return null;
    }

    /** {@code 2026-11-21T06:00:00.123456+01:00} in microseconds since 1970-01-01T00:00:00Z. */
    static RejectCode timestamp(byte[] text, int from, int length, Column column, int row) {
        if (length <= SECOND_END || text[from + 10] != 'T' || text[from + 13] != ':' || text[from + 16] != ':') {
            return RejectCode.TYPE;
        }
        long day = day(text, from);
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        int second = digits(text, from + 17, 2);
        if (day == Long.MIN_VALUE || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return RejectCode.TYPE;
        }
        int end = from + length;
        int i = from + SECOND_END;
        int micros = 0;
        if (text[i] == '.') {
            int begin = ++i;
            while (i < end && Literal.isDigit(text[i])) {
                i++;
            }
            if (i == begin || i - begin > LONGEST_FRACTION) {
                return RejectCode.TYPE;
            }
            micros = digits(text, begin, i - begin);
            for (int scale = i - begin; scale < LONGEST_FRACTION; scale++) {
                micros *= 10;
            }
        }
        int offset = offset(text, i, end);
        if (offset == Integer.MIN_VALUE) {
            return RejectCode.TYPE;
        }
        long seconds = day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset * 60L;
        long value = seconds * MICROS_PER_SECOND + micros;
        if (value < FIRST_MICRO || value > LAST_MICRO) {
            return RejectCode.RANGE;
        }
        column.set(row, value);
        return null;
    }

    /** Minutes east of Greenwich, or MIN_VALUE where it is no offset. */
    private static int offset(byte[] text, int from, int end) {
        if (end - from == 1 && text[from] == 'Z') {
            return 0;
        }
        if (end - from != 6 || text[from] != '+' && text[from] != '-' || text[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, from + 1, 2);
        int minutes = digits(text, from + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (text[from] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    /** Days since 1970-01-01, or MIN_VALUE where there is no such day. */
    private static long day(byte[] text, int from) {
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        if (text[from + 4] != '-' || text[from + 7] != '-' || year < 1 || month < 1 || month > 12 || day < 1) {
            return Long.MIN_VALUE;
        }
        return day > Month.of(month).length(Year.isLeap(year))
                ? Long.MIN_VALUE
                : LocalDate.of(year, month, day).toEpochDay();
    }

    private static int digits(byte[] text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!Literal.isDigit(text[i])) {
                return -1;
            }
            value = value * 10 + text[i] - '0';
        }
        return value;
    }
}
