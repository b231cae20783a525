package dev.slipway.models.audience.development.broadcast;

import java.util.Locale;

/** What a programme is. Appeal is relative to an average programme, in daytime and in the evening. */
public enum Genre {
    NEWS(1.10, 1.15, false),
    MAGAZINE(0.95, 0.80, false),
    SOAP(1.10, 0.95, false),
    CRIME(1.00, 1.35, false),
    COMEDY(0.90, 0.95, false),
    SHOW(0.85, 1.30, false),
    FILM(0.90, 1.15, true),
    DOCUMENTARY(0.75, 0.70, false),
    SPORT(0.80, 0.75, false),
    KIDS(0.95, 0.35, false);

    final double day;
    final double evening;
    /** Whether each week brings another title, so that the title has no past. */
    final boolean single;

    Genre(double day, double evening, boolean single) {
        this.day = day;
        this.evening = evening;
        this.single = single;
    }

    /** The word that the feed carries. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
