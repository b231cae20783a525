package dev.slipway.lambdas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A setting that may be long: the variable's own value, or {@code @/opt/copies.json} for what the file says, as all
 * variables of a function together may have 4 KB.
 */
final class SettingsText {
    private SettingsText() {}

    /** Null where it is not set; an empty list where the file cannot be read, which is then among the problems. */
    static String read(Map<String, String> environment, String name, List<String> problems) {
        String value = environment.get(name);
        if (value == null || !value.startsWith("@")) {
            return value;
        }
        Path file = Path.of(value.substring(1));
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            problems.add(name + ": expected a readable file " + file + ", got " + unreadable);
            return "[]";
        }
    }
}
