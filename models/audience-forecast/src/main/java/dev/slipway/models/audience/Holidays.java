package dev.slipway.models.audience;

import java.time.LocalDate;

/**
 * The days on which Germany does not watch as on other days: public holidays of the whole country, and the two eves that
 * are none by law but empty the streets. Easter follows the Gregorian rule (Meeus, Jones, Butcher), so every year works.
 */
public final class Holidays {
    /** An ordinary day. */
    public static final int NONE = 0;
    /** A public holiday: people are at home in daytime. */
    public static final int PUBLIC = 1;
    /** Christmas Eve or New Year's Eve: people are at home and do something else in the evening. */
    public static final int EVE = 2;

    private Holidays() {}

    /** What kind of day a date is; makes no objects. */
    public static int kind(LocalDate date) {
        int day = date.getMonthValue() * 100 + date.getDayOfMonth();
        switch (day) {
            case 1224, 1231:
                return EVE;
            case 101, 501, 1003, 1225, 1226:
                return PUBLIC;
            default:
                return movable(date.getDayOfYear() - easter(date.getYear())) ? PUBLIC : NONE;
        }
    }

    /** Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday by their days from Easter Sunday. */
    private static boolean movable(int fromEaster) {
        return fromEaster == -2
                || fromEaster == 0
                || fromEaster == 1
                || fromEaster == 39
                || fromEaster == 49
                || fromEaster == 50;
    }

    /** Easter Sunday as a day of the year. */
    static int easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        int month = n / 31;
        int dayOfMonth = n % 31 + 1;
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return (month == 3 ? 59 : 90) + (leap ? 1 : 0) + dayOfMonth;
    }
}
