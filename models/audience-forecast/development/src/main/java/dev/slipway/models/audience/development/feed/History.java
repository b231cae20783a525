package dev.slipway.models.audience.development.feed;

import dev.slipway.models.audience.development.broadcast.Broadcast;
import dev.slipway.models.audience.development.broadcast.Programme;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Audiences of the last months, and what a forecaster knew of them on a given day. Every question names the origin, the
 * day the forecast is made: only days before it are looked at. Answers are thousands of viewers, or
 * {@link Broadcast#UNKNOWN}.
 */
public final class History {
    /** How many days back of an air date anything is asked: 27 ahead, and eight weeks before that. */
    public static final int DAYS = 27 + 56;

    private static final int WEEKS = 4;

    private final Map<Long, int[]> slots = new HashMap<>();
    private final Map<Integer, ArrayDeque<Broadcast>> titles = new HashMap<>();

    /** Adds a day; days come in order. */
    public void add(long epochDay, List<Broadcast> day) {
        int[] audiences = new int[64 * 16];
        Arrays.fill(audiences, Broadcast.UNKNOWN);
        for (Broadcast broadcast : day) {
            Programme programme = broadcast.programme();
            audiences[64 * programme.channel().ordinal() + programme.slot()] = broadcast.viewers();
            ArrayDeque<Broadcast> airings = titles.computeIfAbsent(programme.titleKey(), ignored -> new ArrayDeque<>());
            while (!airings.isEmpty() && airings.peekLast().programme().epochDay() < epochDay - DAYS) {
                airings.removeLast();
            }
            airings.addFirst(broadcast);
        }
        slots.put(epochDay, audiences);
        slots.remove(epochDay - DAYS - 1);
        if (Math.floorMod(epochDay, 28L) == 0) {
            titles.values().removeIf(airings -> airings.peekFirst().programme().epochDay() < epochDay - DAYS);
        }
    }

    /** The same channel and slot seven days before the programme. */
    public int lastWeek(Programme programme, long origin) {
        return at(programme, programme.slot(), programme.epochDay() - 7, origin);
    }

    /** The mean over the four latest weeks before the origin, same channel, weekday and slot. */
    public int fourWeeks(Programme programme, int slot, long origin) {
        long day = programme.epochDay() - 7;
        while (day >= origin) {
            day -= 7;
        }
        long sum = 0;
        int known = 0;
        for (int week = 0; week < WEEKS; week++) {
            int viewers = at(programme, slot, day - 7L * week, origin);
            if (viewers != Broadcast.UNKNOWN) {
                sum += viewers;
                known++;
            }
        }
        return mean(sum, known);
    }

    /** The mean over the title's four latest airings in the eight weeks before the origin. */
    public int title(Programme programme, long origin) {
        ArrayDeque<Broadcast> airings = titles.get(programme.titleKey());
        long sum = 0;
        int known = 0;
        if (airings != null) {
            for (Iterator<Broadcast> all = airings.iterator(); all.hasNext() && known < WEEKS; ) {
                Broadcast airing = all.next();
                long day = airing.programme().epochDay();
                if (day < origin && day >= origin - 56 && airing.viewers() != Broadcast.UNKNOWN) {
                    sum += airing.viewers();
                    known++;
                }
            }
        }
        return mean(sum, known);
    }

    private int at(Programme programme, int slot, long day, long origin) {
        int[] audiences = day < origin ? slots.get(day) : null;
        return audiences == null
                ? Broadcast.UNKNOWN
                : audiences[64 * programme.channel().ordinal() + slot];
    }

    private static int mean(long sum, int known) {
        return known == 0 ? Broadcast.UNKNOWN : (int) ((2 * sum + known) / (2L * known));
    }
}
