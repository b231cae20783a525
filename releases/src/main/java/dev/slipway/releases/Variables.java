package dev.slipway.releases;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment variables that a release hands to its model. */
public final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern TAKEN =
            Pattern.compile("(SLIPWAY_|AWS_|CODEBUILD_|LD_).*|PATH|HOME|TMPDIR|LANG|ORT_DISABLE_TELEMETRY");
    private static final Pattern SECRET =
            Pattern.compile("(.*_)?(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS|ACCESS_KEY|API_KEY|PRIVATE_KEY)");

    private Variables() {}

    /** @throws IllegalArgumentException where a model cannot be handed that variable */
    public static void check(String name, String value) {
        checkName(name);
        content(value);
    }

    static Map<String, String> read(Value value) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> all = value.section().all("\"28\"", (name, text) -> {
            checkName(name);
            variables.put(name, text.parse(Variables::content));
            return name;
        });
        return all == null ? null : Collections.unmodifiableMap(variables);
    }

    /** @throws IllegalArgumentException where no release could give it */
    static String name(String name) {
        checkName(name);
        return name;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected letters, digits and _ such as HORIZON_DAYS, got \"" + name + '"');
        }
        if (TAKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("expected a name of the model's own such as HORIZON_DAYS, got \"" + name
                    + "\"; SLIPWAY_, AWS_, CODEBUILD_, LD_, PATH, HOME, TMPDIR, LANG and ORT_DISABLE_TELEMETRY belong to the"
                    + " runner");
        }
        if (SECRET.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(
                    "expected nothing secret, got \"" + name + "\"; a model runs without network and needs no secrets");
        }
    }

    private static String content(String text) {
        if (text.isEmpty() || text.length() > 4096 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "expected one line of 1 to 4096 characters such as \"28\", got " + text.length() + " characters");
        }
        return text;
    }
}
