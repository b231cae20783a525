package dev.slipway.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Variables that begin with {@code SLIPWAY_} and are none: a setting that is silently ignored is worse than none. What
 * looks like a known one is refused as a typing error, anything else is told.
 */
final class UnknownVariables {
    private static final Set<String> OF_THE_IMAGE = Set.of("SLIPWAY_IN", "SLIPWAY_OUT", "SLIPWAY_MODEL");
    private static final int TYPING_ERRORS = 2;

    private final List<String> typos = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    UnknownVariables(Map<String, String> environment) {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (!name.toUpperCase(Locale.ROOT).startsWith("SLIPWAY_")
                    || known(name).isPresent()
                    || ModelVariables.isOne(name)) {
                continue;
            }
            if (OF_THE_IMAGE.contains(name)) {
                warnings.add(name + " is ignored: the job sets it for the image by itself");
                continue;
            }
            nearest(name)
                    .ifPresentOrElse(
                            meant -> typos.add(name + ": there is no such variable; did you mean " + meant + "?"),
                            () -> warnings.add(name + " is ignored: the job knows no such variable, see --help"));
        }
    }

    List<String> typos() {
        return typos;
    }

    List<String> warnings() {
        return warnings;
    }

    private static Optional<Variable> known(String name) {
        return Arrays.stream(Variable.values())
                .filter(v -> v.key().equals(name))
                .findFirst();
    }

    private static Optional<String> nearest(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith("SLIPWAY_VARIABLE")
                ? Optional.of(ModelVariables.EXAMPLE)
                : Arrays.stream(Variable.values())
                        .map(Variable::key)
                        .filter(key -> distance(key, name) <= TYPING_ERRORS || key.equalsIgnoreCase(name))
                        .findFirst();
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
