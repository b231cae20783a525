package dev.slipway.predictions;

import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a JVM that does little but log in to PostgreSQL need not find out at its start, see docs/adr/0016. It holds for the
 * whole process, so it is for a program of its own, before anything else.
 */
public final class ColdStart {
    /** Has the algorithms that a password is proven with. */
    private static final String WANTED = "SunJCE";

    /** Those before it where nobody has chosen. */
    private static final Set<String> USUAL = Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE");

    private ColdStart() {}

    /** Changes nothing that somebody has set. */
    public static void prepare() {
        // The driver asks which day a week begins with; all locales of the world are made for the answer. Numbers and
        // dates for people are then written as in English.
        if (System.getProperty("java.locale.providers") == null) {
            System.setProperty("java.locale.providers", "FALLBACK");
        }
        wantedFirst();
    }

    /** The JDK makes every provider of cryptography that comes before the first one that has the algorithm. */
    private static void wantedFirst() {
        List<String> providers = new ArrayList<>();
        for (String name = provider(1); name != null && !name.equals(WANTED); name = provider(providers.size() + 1)) {
            providers.add(name);
        }
        // Whoever put another one before it, such as one that is certified, meant that.
        if (provider(providers.size() + 1) != null && USUAL.containsAll(providers)) {
            providers.add(0, WANTED);
            for (int i = 0; i < providers.size(); i++) {
                Security.setProperty("security.provider." + (i + 1), providers.get(i));
            }
        }
    }

    private static String provider(int number) {
        return Security.getProperty("security.provider." + number);
    }
}
