package dev.slipway.models.audience;

import static dev.slipway.models.audience.Feature.MISSING;

import dev.slipway.inference.Batch;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A batch as programmes: the one place where columns become features, for training and for scoring, so that the two
 * cannot drift apart. A row's features come from that row alone: no other row, no clock, not the truth.
 */
public final class Programmes {
    /** Days ahead that training has seen: 0 to one less than this. */
    public static final int LONGEST_HORIZON = 28;

    /** Steps of a feature in the root of a million viewers. */
    private static final int STEPS = 40;

    /** The known audiences are that much older than the forecast, on average. */
    private static final int MIDDLE_OF_FOUR_WEEKS = 17;

    private static final String[] PASTS = {"lead_in_viewers", "last_week_viewers", "four_week_viewers", "title_viewers"
    };

    private final Batch batch;
    private final Vocabulary.Index words;
    private final int airDate;
    private final int channel;
    private final int genre;
    private final int slot;
    private final int duration;
    private final int premiere;
    private final int live;
    private final int promoSpots;
    private final int competingPremieres;
    private final int competingLive;
    private final int daysAhead;
    private final int leadIn;
    private final int lastWeek;
    private final int fourWeeks;
    private final int title;
    private final int[] pasts;

    /** @throws IllegalArgumentException where the batch lacks a column */
    public Programmes(Batch batch, Vocabulary.Index words) {
        this.batch = batch;
        this.words = words;
        airDate = batch.input("air_date");
        channel = batch.input("channel");
        genre = batch.input("genre");
        slot = batch.input("slot");
        duration = batch.input("duration");
        premiere = batch.input("is_premiere");
        live = batch.input("is_live");
        promoSpots = batch.input("promo_spots");
        competingPremieres = batch.input("competing_premieres");
        competingLive = batch.input("competing_live");
        daysAhead = batch.input("days_ahead");
        pasts = Arrays.stream(PASTS).mapToInt(batch::input).toArray();
        leadIn = pasts[0];
        lastWeek = pasts[1];
        fourWeeks = pasts[2];
        title = pasts[3];
    }

    /**
     * The audience that the trees correct, as the root of millions: a blend of those known, the steadier the heavier; the
     * channel's mean where none is known.
     */
    public double reference(int row) {
        double sum = 0;
        double weight = 0;
        if (!batch.isNull(row, lastWeek)) {
            sum += 0.5 * batch.getDouble(row, lastWeek);
            weight += 0.5;
        }
        if (!batch.isNull(row, fourWeeks)) {
            sum += 2 * batch.getDouble(row, fourWeeks);
            weight += 2;
        }
        if (!batch.isNull(row, title)) {
            sum += 2 * batch.getDouble(row, title);
            weight += 2;
        }
        return weight > 0 ? Math.sqrt(sum / weight) : words.root(words.channel(batch.getString(row, channel)));
    }

    /** Fills in the features of a row, in the order of {@link Feature}. */
    public void features(int row, double reference, int[] into) {
        LocalDate date = batch.getDate(row, airDate);
        int day = date.getDayOfYear();
        int ahead = (int) batch.getLong(row, daysAhead);
        int i = 0;
        into[i++] = words.channel(batch.getString(row, channel));
        into[i++] = words.genre(batch.getString(row, genre));
        into[i++] = (int) batch.getLong(row, slot);
        into[i++] = ((int) batch.getLong(row, duration) + 29) / 30;
        into[i++] = date.getDayOfWeek().getValue();
        into[i++] = (day - 1) / 7;
        into[i++] = Daylight.on(day);
        into[i++] = Daylight.on(day) - Daylight.on(day - ahead - MIDDLE_OF_FOUR_WEEKS);
        into[i++] = Holidays.kind(date);
        into[i++] = whole(row, premiere);
        into[i++] = whole(row, live);
        into[i++] = whole(row, promoSpots);
        into[i++] = whole(row, competingPremieres);
        into[i++] = whole(row, competingLive);
        into[i++] = ahead;
        into[i++] = (int) Math.rint(STEPS * reference);
        into[i++] = above(row, leadIn, reference);
        into[i++] = above(row, lastWeek, reference);
        into[i++] = above(row, fourWeeks, reference);
        into[i] = above(row, title, reference);
    }

    /**
     * Why a row cannot be forecast, or null.
     *
     * @param horizon how many days ahead are wanted, at most {@link #LONGEST_HORIZON}
     */
    public String problem(int row, int horizon) {
        if (words.channel(batch.getString(row, channel)) == Vocabulary.UNKNOWN) {
            return "channel: expected one that training has seen, got " + batch.getString(row, channel);
        }
        if (outside(row, duration, 1, 24 * 60)) {
            return "duration: expected 1 to 1440 minutes, got " + batch.getLong(row, duration);
        }
        if (outside(row, slot, 0, 63)) {
            return "slot: expected 0 to 63 half hours since midnight, got " + batch.getLong(row, slot);
        }
        if (outside(row, daysAhead, 0, horizon - 1)) {
            return "days_ahead: expected 0 to " + (horizon - 1) + ", got " + batch.getLong(row, daysAhead);
        }
        for (int i = 0; i < pasts.length; i++) {
            double viewers = batch.getDouble(row, pasts[i]);
            // Beyond a hundred million somebody counted in another unit. An unknown audience is NaN, which is neither.
            if (viewers < 0 || viewers > 100) {
                return PASTS[i] + ": expected 0 to 100 (millions of viewers), got " + viewers;
            }
        }
        return null;
    }

    private boolean outside(int row, int column, long least, long most) {
        long value = batch.getLong(row, column);
        return value < least || value > most;
    }

    private int whole(int row, int column) {
        return batch.isNull(row, column) ? MISSING : (int) batch.getLong(row, column);
    }

    private int above(int row, int column, double reference) {
        return batch.isNull(row, column)
                ? MISSING
                : (int) Math.rint(STEPS * (Math.sqrt(batch.getDouble(row, column)) - reference));
    }
}
