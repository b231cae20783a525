package dev.slipway.models.audience.development.feed;

import dev.slipway.models.audience.Programmes;
import dev.slipway.models.audience.development.broadcast.Broadcast;
import dev.slipway.models.audience.development.broadcast.Channel;
import dev.slipway.models.audience.development.broadcast.Noise;
import dev.slipway.models.audience.development.broadcast.Programme;
import dev.slipway.models.audience.development.broadcast.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A feed of programmes around an as-of date, as a scheduler would export it: half of the rows air on it or later, at
 * most four weeks ahead, and have no audience yet; the rest has aired. A row that has aired is shown as it was known
 * some days before, 0 to 27 of them, so that it can be used for training and for back-tests.
 */
public final class Feed {
    /** The furthest day that is forecast, counted from the as-of date. */
    public static final int HORIZON = Programmes.LONGEST_HORIZON;

    private final World world;
    private final Noise noise;
    private final LocalDate asOf;
    private final Faults faults;

    public Feed(long seed, LocalDate asOf, Faults faults) {
        this.world = new World(seed);
        this.noise = new Noise(seed).stream(21);
        this.asOf = asOf;
        this.faults = faults;
    }

    /** Writes exactly so many rows, oldest first. */
    public void write(long rows, Path file) throws IOException {
        Span span = span(rows);
        try (FeedWriter out = new FeedWriter(Files.newBufferedWriter(file), faults)) {
            History history = new History();
            long skip = span.skip();
            for (long day = span.first() - History.DAYS; day < span.end() && out.rows() < rows; day++) {
                List<Broadcast> broadcasts = world.day(LocalDate.ofEpochDay(day));
                history.add(day, broadcasts);
                for (Broadcast broadcast : day < span.first() ? List.<Broadcast>of() : broadcasts) {
                    if (skip > 0) {
                        skip--;
                    } else if (out.rows() < rows) {
                        out.write(row(broadcast, history), rows - out.rows());
                    }
                }
            }
        }
    }

    private Row row(Broadcast broadcast, History history) {
        Programme programme = broadcast.programme();
        long today = asOf.toEpochDay();
        boolean aired = programme.epochDay() < today;
        long place = programme.channel().ordinal() * 64L + programme.slot();
        long ahead = aired ? noise.below(HORIZON, place, programme.epochDay(), 0) : programme.epochDay() - today;
        long origin = programme.epochDay() - ahead;
        return new Row(
                broadcast,
                (int) ahead,
                broadcast.leadInSlot() < 0
                        ? Broadcast.UNKNOWN
                        : history.fourWeeks(programme, broadcast.leadInSlot(), origin),
                history.lastWeek(programme, origin),
                history.fourWeeks(programme, programme.slot(), origin),
                history.title(programme, origin),
                aired ? broadcast.viewers() : Broadcast.UNKNOWN);
    }

    /** The days that hold the rows, and how many rows of the first day are too many. */
    private Span span(long rows) {
        long end = asOf.toEpochDay();
        long ahead = 0;
        while (ahead < rows / 2 && end < asOf.toEpochDay() + HORIZON) {
            ahead += programmes(end);
            end++;
        }
        // The last day is cut, so that no more than half lies ahead.
        long past = rows - Math.min(ahead, rows / 2);
        long first = asOf.toEpochDay();
        long found = 0;
        while (found < past) {
            first--;
            found += programmes(first);
        }
        return new Span(first, end, found - past);
    }

    private long programmes(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        long count = 0;
        for (Channel channel : Channel.values()) {
            count += world.lineup().of(channel, date).size();
        }
        return count;
    }

    private record Span(long first, long end, long skip) {}
}
