package dev.slipway.job.conformance;

import java.util.function.BiFunction;

/** One thing that a container can be let have to find out whether that is what its image lacks. */
enum Relief {
    NETWORK("a network", (conditions, facts) -> conditions.withNetwork()),
    WRITABLE_ROOT("a root that may be written", (conditions, facts) -> conditions.withWritableRoot()),
    OWN_USER(
            "the image's own user",
            (conditions, facts) -> conditions.as(facts.user().isBlank() ? "0:0" : facts.user())),
    MANY_PROCESSES("any number of processes", (conditions, facts) -> conditions.withManyProcesses());

    private final String words;
    private final BiFunction<Conditions, ImageFacts, Conditions> change;

    Relief(String words, BiFunction<Conditions, ImageFacts, Conditions> change) {
        this.words = words;
        this.change = change;
    }

    String words() {
        return words;
    }

    Conditions on(Conditions conditions, ImageFacts facts) {
        return change.apply(conditions, facts);
    }
}
