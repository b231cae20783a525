package dev.slipway.models.audience;

/** How long the day is in the middle of Germany: the main reason why winter evenings have more viewers. */
final class Daylight {
    private static final int[] TENTHS_OF_HOUR = new int[366];

    static {
        for (int day = 0; day < TENTHS_OF_HOUR.length; day++) {
            double angle = 2 * StrictMath.PI * (day + 10) / 365.25;
            // From 7.9 hours about 21 December to 16.5 about 21 June, at 51 degrees north.
            TENTHS_OF_HOUR[day] = (int) Math.rint(122 - 43 * StrictMath.cos(angle));
        }
    }

    private Daylight() {}

    /** Tenths of an hour on a day of the year; 1 is 1 January, days before it belong to the year before. */
    static int on(int dayOfYear) {
        return TENTHS_OF_HOUR[Math.floorMod(dayOfYear - 1, 365)];
    }
}
