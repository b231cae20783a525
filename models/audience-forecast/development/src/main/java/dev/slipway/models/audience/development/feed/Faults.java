package dev.slipway.models.audience.development.feed;

import dev.slipway.models.audience.development.broadcast.Noise;
import java.util.OptionalLong;

/** What goes wrong in real exports, at about one row in four hundred. */
public final class Faults {
    /** One kind of error. */
    enum Fault {
        NONE,
        DOUBLED_ROW,
        NO_AIR_DATE,
        NO_ID,
        NOT_A_NUMBER,
        DECIMAL_COMMA,
        IMPOSSIBLE_DURATION,
        WRONG_UNIT
    }

    private static final double SHARE = 0.0025;

    private final Noise noise;
    private final boolean any;

    private Faults(OptionalLong seed) {
        this.any = seed.isPresent();
        this.noise = new Noise(seed.orElse(0)).stream(31);
    }

    public static Faults none() {
        return new Faults(OptionalLong.empty());
    }

    public static Faults of(long seed) {
        return new Faults(OptionalLong.of(seed));
    }

    Fault on(long epochDay, int channel, int slot) {
        long place = channel * 64L + slot;
        if (!any || !noise.chance(SHARE, place, epochDay, 0)) {
            return Fault.NONE;
        }
        Fault[] all = Fault.values();
        return all[1 + noise.below(all.length - 1, place, epochDay, 1)];
    }
}
