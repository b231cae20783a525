package dev.slipway.models.audience;

import java.util.Locale;

/**
 * What a tree may ask of a programme. Every feature is a whole number, so that thresholds and files are exact;
 * {@link #MISSING} where it is not known. Audiences count in steps of a fortieth of the square root of a million: the
 * root makes the error of a large and of a small audience alike.
 */
public enum Feature {
    /** Place in the vocabulary, by audience. */
    CHANNEL,
    /** Place in the vocabulary, by audience. */
    GENRE,
    /** Half hours since midnight. */
    SLOT,
    /** Half hours, begun ones count. */
    DURATION,
    /** 1 is Monday. */
    WEEKDAY,
    /** 0 to 52. */
    WEEK_OF_YEAR,
    /** Tenths of an hour from sunrise to sunset. */
    DAYLIGHT,
    /** By how much the day is longer than when the known audiences were measured. */
    DAYLIGHT_CHANGE,
    /** See {@link Holidays#kind}. */
    HOLIDAY,
    PREMIERE,
    LIVE,
    PROMO_SPOTS,
    COMPETING_PREMIERES,
    COMPETING_LIVE,
    DAYS_AHEAD,
    /** What the trees correct: the blend of the known audiences, in steps. */
    REFERENCE,
    /** In steps above the reference, as are the next three. */
    LEAD_IN,
    LAST_WEEK,
    FOUR_WEEKS,
    TITLE;

    /** Not known. Lies below every value that is. */
    public static final int MISSING = -999;

    /** The word in the artefact. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
