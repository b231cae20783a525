package dev.slipway.models.audience.development.broadcast;

import static dev.slipway.models.audience.development.broadcast.Genre.COMEDY;
import static dev.slipway.models.audience.development.broadcast.Genre.CRIME;
import static dev.slipway.models.audience.development.broadcast.Genre.DOCUMENTARY;
import static dev.slipway.models.audience.development.broadcast.Genre.FILM;
import static dev.slipway.models.audience.development.broadcast.Genre.KIDS;
import static dev.slipway.models.audience.development.broadcast.Genre.MAGAZINE;
import static dev.slipway.models.audience.development.broadcast.Genre.NEWS;
import static dev.slipway.models.audience.development.broadcast.Genre.SHOW;
import static dev.slipway.models.audience.development.broadcast.Genre.SOAP;
import static dev.slipway.models.audience.development.broadcast.Genre.SPORT;

import java.util.List;

/** An invented family of twelve channels: two large ones, some of middle size, and small ones with one subject. */
public enum Channel {
    NOVA("Nova", 3.4, List.of(NEWS, MAGAZINE, SOAP, SOAP), List.of(NEWS, CRIME, SHOW, CRIME, FILM)),
    NOVA_ZWEI("Nova Zwei", 2.5, List.of(MAGAZINE, CRIME, SOAP, SHOW), List.of(CRIME, FILM, SHOW, COMEDY)),
    KANAL_SUED("Kanal Süd", 1.7, List.of(MAGAZINE, DOCUMENTARY, SOAP), List.of(CRIME, SHOW, MAGAZINE, FILM)),
    PRISMA("Prisma", 1.4, List.of(SHOW, SOAP, CRIME), List.of(SHOW, COMEDY, FILM, CRIME)),
    VIVA_PLUS("Viva+", 1.1, List.of(COMEDY, SOAP, SHOW), List.of(COMEDY, SHOW, FILM)),
    KINO_ACHT("Kino Acht", 0.8, List.of(FILM, COMEDY, CRIME), List.of(FILM, FILM, CRIME)),
    WELT_AKTUELL("Welt Aktuell", 0.6, List.of(NEWS, NEWS, DOCUMENTARY), List.of(NEWS, DOCUMENTARY, MAGAZINE)),
    ARENA("Arena", 0.5, List.of(SPORT, MAGAZINE), List.of(SPORT, SPORT, DOCUMENTARY)),
    KINDERWELT("Kinderwelt", 0.5, List.of(KIDS, KIDS, KIDS, COMEDY), List.of(KIDS, COMEDY, FILM)),
    HORIZONT("Horizont", 0.4, List.of(DOCUMENTARY, MAGAZINE), List.of(DOCUMENTARY, DOCUMENTARY, NEWS)),
    RETRO("Rétro", 0.3, List.of(CRIME, COMEDY, SOAP), List.of(CRIME, FILM, COMEDY)),
    KUECHE_UND_GARTEN("Küche & Garten", 0.2, List.of(MAGAZINE, SHOW), List.of(MAGAZINE, DOCUMENTARY, SHOW));

    final String title;
    final double strength;
    final List<Genre> day;
    final List<Genre> evening;

    Channel(String title, double strength, List<Genre> day, List<Genre> evening) {
        this.title = title;
        this.strength = strength;
        this.day = day;
        this.evening = evening;
    }

    /** The name that the feed carries. */
    public String title() {
        return title;
    }
}
