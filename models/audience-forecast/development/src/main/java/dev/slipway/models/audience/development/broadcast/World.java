package dev.slipway.models.audience.development.broadcast;

import static dev.slipway.models.audience.development.broadcast.Programme.END;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a country watches. In every half hour the channels share those who have a set on, each by the appeal of what it
 * shows; so a strong evening elsewhere costs everybody viewers. All of it is a function of the seed and the date.
 */
public final class World {
    /** The appeal of everything that is not one of ours. */
    private static final double ELSEWHERE = 7.0;

    private static final Channel[] CHANNELS = Channel.values();

    private final Lineup lineup;
    private final Noise noise;
    private final Potential potential;

    public World(long seed) {
        this.lineup = new Lineup(seed);
        this.noise = new Noise(seed).stream(7);
        this.potential = new Potential(seed);
    }

    public Lineup lineup() {
        return lineup;
    }

    /** All programmes of a day, by channel and then by time. */
    public List<Broadcast> day(LocalDate date) {
        Programme[][] onAir = new Programme[CHANNELS.length][END];
        double[][] appeal = new double[CHANNELS.length][END];
        double[] all = new double[END];
        List<Programme> programmes = new ArrayList<>(400);
        for (Channel channel : CHANNELS) {
            double leadIn = 0;
            for (Programme programme : lineup.of(channel, date)) {
                programmes.add(programme);
                double own = title(programme);
                double draws = appeal(programme, own + 0.25 * leadIn);
                leadIn = own;
                for (int slot = programme.slot(); slot < programme.slot() + programme.length(); slot++) {
                    onAir[channel.ordinal()][slot] = programme;
                    appeal[channel.ordinal()][slot] = draws;
                    all[slot] += draws;
                }
            }
        }
        double[] watching = potential.of(date);
        List<Broadcast> day = new ArrayList<>(programmes.size());
        for (Programme programme : programmes) {
            double millions = 0;
            for (int slot = programme.slot(); slot < programme.slot() + programme.length(); slot++) {
                double share = appeal[programme.channel().ordinal()][slot] / (all[slot] + ELSEWHERE);
                millions += watching[slot] * share / programme.length();
            }
            day.add(broadcast(programme, onAir, measured(programme, millions)));
        }
        return day;
    }

    /** A title's appeal as a logarithm: its own, and its fortune over the months. */
    private double title(Programme programme) {
        int key = programme.titleKey();
        double own = 0.32 * lineup.appeal(programme.channel(), programme.genre(), programme.titleNumber());
        return own + 0.10 * noise.smooth(key, programme.epochDay(), 42);
    }

    private double appeal(Programme programme, double title) {
        Channel channel = programme.channel();
        double logarithm = title + 0.08 * noise.smooth(-1 - channel.ordinal(), programme.epochDay(), 120);
        logarithm += programme.premiere() ? 0.12 : -0.12;
        logarithm += programme.live() ? 0.9 : 0;
        Genre genre = programme.genre();
        return channel.strength * (programme.evening() ? genre.evening : genre.day) * StrictMath.exp(logarithm);
    }

    /** What the panel reports: small audiences are measured badly, some not at all. */
    private int measured(Programme programme, double millions) {
        long place = programme.channel().ordinal() * 64L + programme.slot();
        if (noise.chance(0.004, place, programme.epochDay(), 1)) {
            return Broadcast.UNKNOWN;
        }
        double error = 0.06 + 0.05 / StrictMath.sqrt(millions + 0.05);
        double factor = StrictMath.exp(error * noise.normal(place, programme.epochDay(), 2));
        return (int) Math.round(1000 * millions * factor);
    }

    private static Broadcast broadcast(Programme programme, Programme[][] onAir, int viewers) {
        int slot = programme.slot();
        int premieres = 0;
        boolean live = false;
        for (Channel other : CHANNELS) {
            Programme there = onAir[other.ordinal()][slot];
            if (other != programme.channel()) {
                premieres += there.premiere() ? 1 : 0;
                live |= there.live();
            }
        }
        Programme before =
                slot == Programme.FIRST_SLOT ? null : onAir[programme.channel().ordinal()][slot - 1];
        return new Broadcast(programme, before == null ? -1 : before.slot(), premieres, live, viewers);
    }
}
