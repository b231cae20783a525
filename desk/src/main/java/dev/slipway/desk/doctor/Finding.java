package dev.slipway.desk.doctor;

import dev.slipway.inference.InferenceException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One thing that was looked at.
 *
 * @param what {@code credentials}
 * @param found what is there, or what is not
 * @param mend the command or the step that mends it; empty where nothing is to mend
 */
public record Finding(String what, Outcome outcome, String found, String mend) {
    /** Whether it is as it must be. */
    public enum Outcome {
        OK,
        /** Something cannot be done without it. */
        MISSING,
        /** It could not be seen, because something before it is missing. */
        NOT_CHECKED;

        /** {@code NOT CHECKED}. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    public static Finding ok(String what, String found) {
        return new Finding(what, Outcome.OK, found, "");
    }

    public static Finding missing(String what, String found, String mend) {
        return new Finding(what, Outcome.MISSING, found, mend);
    }

    public static Finding notChecked(String what, String why) {
        return new Finding(what, Outcome.NOT_CHECKED, why, "");
    }

    /** What a look finds; a service that fails has said itself what to do. */
    static Finding of(String what, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (InferenceException failed) {
            return missing(what, failed.getMessage(), "");
        }
    }

    /** For {@code --json}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("found", found);
        json.put("mend", mend.isEmpty() ? null : mend);
        return json;
    }
}
