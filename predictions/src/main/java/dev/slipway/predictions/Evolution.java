package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version may change within its major: it may add output fields, and nothing else. A version is compared with
 * those before it alone, so that an earlier version, without the fields added since, can run again.
 */
final class Evolution {
    private Evolution() {}

    /** @throws PublishException 78 with every field that was dropped or retyped, and since which version */
    static void check(Manifest next, List<Manifest> published) {
        List<String> broken = new ArrayList<>();
        for (Manifest earlier : published) {
            boolean comparable = earlier.name().equals(next.name())
                    && earlier.version().major() == next.version().major()
                    && earlier.version().compareTo(next.version()) <= 0;
            if (comparable) {
                compare(earlier, next, broken);
            }
        }
        if (!broken.isEmpty()) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION,
                    next.name() + " " + next.version() + ": " + String.join("; ", broken)
                            + ". That needs a new major version: "
                            + (next.version().major() + 1) + ".0.0");
        }
    }

    private static void compare(Manifest earlier, Manifest next, List<String> broken) {
        String since = " of version " + earlier.version();
        for (Field field : earlier.output()) {
            Field now = next.output().stream()
                    .filter(f -> f.name().equals(field.name()))
                    .findFirst()
                    .orElse(null);
            if (now == null) {
                broken.add("output field " + field.name() + since + " is dropped");
            } else if (now.type() != field.type()) {
                broken.add("output field " + field.name() + since + " was "
                        + field.type().word() + " and is now " + now.type().word());
            }
        }
        if (!earlier.key().equals(next.key())) {
            broken.add("the key" + since + " was " + earlier.key() + " and is now " + next.key());
        }
    }
}
