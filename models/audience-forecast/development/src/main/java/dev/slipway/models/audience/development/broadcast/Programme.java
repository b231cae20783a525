package dev.slipway.models.audience.development.broadcast;

import java.util.Locale;

/**
 * A programme as the schedule has it, before anybody has watched it.
 *
 * @param epochDay the broadcast day, which lasts until six in the morning
 * @param slot the start in half hours since midnight: 40 is 20:00, 48 is midnight at the end of the broadcast day
 * @param length in half hours
 * @param titleNumber names the title within its genre; titles come back
 * @param promoSpots trailers booked for it
 */
public record Programme(
        Channel channel,
        long epochDay,
        int slot,
        int length,
        Genre genre,
        int titleNumber,
        boolean premiere,
        boolean live,
        int promoSpots) {
    /** The first half hour of the broadcast day. */
    public static final int FIRST_SLOT = 12;

    /** The half hour in which the evening's main programme starts on every channel. */
    public static final int PRIME = 40;

    /** The half hour after the last one. */
    public static final int END = 52;

    /** The same on every machine and in every feed, unique together with the air date. */
    public String id() {
        return channel.name().toLowerCase(Locale.ROOT).replace("_", "")
                + '-'
                + slot
                + '-'
                + Integer.toString(titleKey(), 36);
    }

    /** Names a title among those of all channels and genres. */
    public int titleKey() {
        return (channel.ordinal() * 16 + genre.ordinal()) * 5000 + titleNumber;
    }

    public String title() {
        return Titles.name(genre, titleNumber, live);
    }

    boolean evening() {
        return slot >= 36;
    }
}
