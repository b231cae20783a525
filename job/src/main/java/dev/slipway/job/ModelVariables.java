package dev.slipway.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables that go through to the model: those that begin with {@code SLIPWAY_VARIABLE_}, without that,
 * and no other. So no secret of the job's environment reaches the image by chance, and what is meant for the model,
 * {@code JAVA_TOOL_OPTIONS} say, does not work on the job.
 */
final class ModelVariables {
    static final String PREFIX = "SLIPWAY_VARIABLE_";
    static final String EXAMPLE = PREFIX + "HORIZON_DAYS";

    private static final Set<String> OF_THE_RUNTIME = Set.of("PATH", "HOME", "TMPDIR", "LANG", "ORT_DISABLE_TELEMETRY");

    private ModelVariables() {}

    static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    static Map<String, String> read(Map<String, String> environment, List<String> wrong) {
        Map<String, String> values = new TreeMap<>();
        for (String key : new TreeMap<>(environment).keySet()) {
            if (!isOne(key)) {
                continue;
            }
            String name = key.substring(PREFIX.length());
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                wrong.add(key + ": expected the model's name of a variable after " + PREFIX + ", such as " + EXAMPLE);
            } else if (name.startsWith("SLIPWAY_")) {
                wrong.add(key + ": " + name + " is the product's own; a model's variable has another name");
            } else if (OF_THE_RUNTIME.contains(name)) {
                wrong.add(key + ": " + name + " is set by the runtime; a model's variable has another name");
            } else {
                values.put(name, environment.get(key));
            }
        }
        return values;
    }
}
