package dev.slipway.models.audience.development.broadcast;

import static dev.slipway.models.audience.development.broadcast.Programme.END;
import static dev.slipway.models.audience.development.broadcast.Programme.FIRST_SLOT;
import static dev.slipway.models.audience.development.broadcast.Programme.PRIME;

import dev.slipway.models.audience.Holidays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedules. A channel has a grid: strips on working days, other programmes each evening. Each season (from March and
 * from September) replaces some series. Films differ every week, some evenings alternate, live football comes between,
 * and public holidays have the Sunday's grid.
 */
public final class Lineup {
    private static final int[] DAY_LENGTHS = {1, 1, 2, 2, 2, 3};
    private static final int[] EVENING_LENGTHS = {2, 2, 2, 3, 4};
    /** Channels that bought football rights. */
    private static final int LIVE_CHANNELS = 4;

    private final Noise grid;
    private final Noise works;
    private final Noise rights;

    public Lineup(long seed) {
        Noise noise = new Noise(seed);
        this.grid = noise.stream(1);
        this.works = noise.stream(2);
        this.rights = noise.stream(3);
    }

    /** A channel's programmes of a day, one after the other without a hole. */
    public List<Programme> of(Channel channel, LocalDate date) {
        List<Programme> programmes = new ArrayList<>(32);
        int slot = FIRST_SLOT;
        while (slot < END) {
            Programme next = next(channel, date, slot);
            programmes.add(next);
            slot += next.length();
        }
        return programmes;
    }

    private Programme next(Channel channel, LocalDate date, int slot) {
        if (slot == PRIME && liveTonight(channel, date)) {
            int round = Math.floorMod(date.toEpochDay() / 7, 34);
            return new Programme(channel, date.toEpochDay(), slot, 5, Genre.SPORT, round, true, true, 4);
        }
        long place = channel.ordinal() * 64L + slot;
        int weekday = weekday(date, slot);
        List<Genre> genres = slot >= 36 ? channel.evening : channel.day;
        Genre genre = genres.get(grid.below(genres.size(), place, weekday, 0));
        boolean alternates = slot == PRIME && grid.chance(0.35, place, weekday, 1);
        if (alternates && Math.floorMod(date.toEpochDay() / 7, 2L) == 0) {
            genre = Genre.FILM;
        }
        int[] lengths = slot >= 36 ? EVENING_LENGTHS : DAY_LENGTHS;
        int length = genre == Genre.FILM && slot >= 36 ? 4 : lengths[grid.below(lengths.length, place, weekday, 2)];
        int most = slot < PRIME ? PRIME - slot : END - slot;
        return genre.single
                ? single(channel, date, slot, Math.min(length, most), genre)
                : series(channel, date, slot, Math.min(length, most), genre, weekday);
    }

    private Programme single(Channel channel, LocalDate date, int slot, int length, Genre genre) {
        long day = date.toEpochDay();
        long place = channel.ordinal() * 64L + slot;
        int title = works.below(5000, place, day, 0);
        boolean premiere = slot >= PRIME && works.chance(0.35, place, day, 1);
        return new Programme(
                channel, day, slot, length, genre, title, premiere, false, promo(channel, genre, title, premiere, day));
    }

    private Programme series(Channel channel, LocalDate date, int slot, int length, Genre genre, int weekday) {
        long day = date.toEpochDay();
        long place = channel.ordinal() * 64L + slot;
        int title = works.below(5000, place, weekday * 8L, begun(place, weekday, season(date)));
        boolean always = genre == Genre.NEWS || genre == Genre.MAGAZINE || genre == Genre.SOAP;
        // New episodes for twelve weeks of twenty, then repeats.
        boolean premiere =
                always || slot >= 36 && Math.floorMod(day / 7 + works.below(20, place, weekday, 3), 20L) < 12;
        return new Programme(
                channel,
                day,
                slot,
                length,
                genre,
                title,
                premiere,
                false,
                promo(channel, genre, title, premiere && !always, day));
    }

    /** The season in which the series of a place in the grid began: a third of them is replaced each time. */
    private int begun(long place, int weekday, int season) {
        int begun = season;
        while (begun > season - 10 && !grid.chance(0.33, place, weekday, 100 + begun)) {
            begun--;
        }
        return begun;
    }

    /** Advertising departments know what will draw: trailers follow appeal, with some error. */
    private int promo(Channel channel, Genre genre, int title, boolean premiere, long day) {
        double belief = 2.0 * appeal(channel, genre, title) + works.normal(title, day, 4);
        return (int) Math.max(0, Math.min(9, Math.floor(belief + (premiere ? 3.5 : 0.5))));
    }

    /** How much a title draws, by itself: a normal value. */
    double appeal(Channel channel, Genre genre, int title) {
        return works.normal(channel.ordinal() * 16L + genre.ordinal(), title, 5);
    }

    private boolean liveTonight(Channel channel, LocalDate date) {
        int month = date.getMonthValue();
        int weekday = date.getDayOfWeek().getValue();
        boolean season = month != 6 && month != 7 && Holidays.kind(date) != Holidays.EVE;
        return season
                && (weekday == 3 || weekday == 6)
                && rights.chance(0.6, date.toEpochDay(), 0, 0)
                && rights.below(LIVE_CHANNELS, date.toEpochDay(), 0, 1) == channel.ordinal();
    }

    private static int season(LocalDate date) {
        int month = date.getMonthValue();
        return date.getYear() * 2 + (month >= 9 ? 1 : month >= 3 ? 0 : -1);
    }

    /** Working days share their daytime grid; a public holiday has the Sunday's. */
    private static int weekday(LocalDate date, int slot) {
        if (Holidays.kind(date) == Holidays.PUBLIC) {
            return 7;
        }
        int weekday = date.getDayOfWeek().getValue();
        return weekday <= 5 && slot < 36 ? 1 : weekday;
    }
}
