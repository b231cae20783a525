package dev.slipway.models.audience.development.broadcast;

/** Invented titles, with the umlauts, quotes and commas that real ones have. */
final class Titles {
    private static final String[] FIRST = {
        "Stille",
        "Mord am",
        "Die Ärzte vom",
        "Rückkehr nach",
        "Grüße aus",
        "Unter",
        "Nacht über",
        "Das Haus am",
        "Spuren im",
        "Ein Sommer am",
        "Männer vom",
        "Zurück zum",
        "Frühling am",
        "Die Brücke am",
        "Café"
    };
    private static final String[] SECOND = {
        "See",
        "Deich",
        "Königsplatz",
        "Möwennest",
        "Wald",
        "Hafen",
        "Fluss",
        "Berg",
        "Tor",
        "Übersee",
        "Marktplatz",
        "Schloss",
        "Südkreuz",
        "Moor",
        "Himmel",
        "Leuchtturm",
        "Garten"
    };

    private Titles() {}

    static String name(Genre genre, int number, boolean live) {
        String place = SECOND[Math.floorMod(number, SECOND.length)];
        String work = FIRST[Math.floorMod(number / SECOND.length, FIRST.length)] + ' ' + place;
        String text =
                switch (genre) {
                    case NEWS -> "Nachrichten, " + place;
                    case MAGAZINE -> "Journal \"" + place + '"';
                    case SOAP -> work;
                    case CRIME -> "Kommissarin Böhm: \"" + work + '"';
                    case COMEDY -> work + " – ganz normal";
                    case SHOW -> "Die große " + place + "-Show";
                    case FILM -> work;
                    case DOCUMENTARY -> "Wissen: " + work;
                    case SPORT -> "Fußball, Runde " + (number % 34 + 1);
                    case KIDS -> "Fuchs & Dachs am " + place;
                };
        return live ? text + ", live" : text;
    }
}
