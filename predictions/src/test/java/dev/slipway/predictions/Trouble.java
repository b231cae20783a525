package dev.slipway.predictions;

import java.io.IOException;

/** What happens to bytes that pass a {@link Wire}. */
@FunctionalInterface
interface Trouble {
    Trouble NONE = Passage::pass;

    void meet(Passage passage) throws IOException;

    /** Holds every chunk back for a while. */
    static Trouble slow(long millis) {
        return passage -> {
            WireLine.pause(millis);
            passage.pass();
        };
    }
}
