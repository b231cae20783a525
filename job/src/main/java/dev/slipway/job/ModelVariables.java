package dev.slipway.job;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment variables that go through to the model: those that {@code SLIPWAY_VARIABLES} names, and no other, so
 * that no secret of the job's environment reaches the image by chance.
 */
final class ModelVariables {
    private static final Set<String> OF_THE_RUNTIME = Set.of("PATH", "HOME", "TMPDIR", "LANG", "ORT_DISABLE_TELEMETRY");

    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    ModelVariables(String list, Map<String, String> environment, List<String> wrong) {
        String key = Variable.VARIABLES.key();
        for (String entry : list == null ? new String[0] : list.split(",")) {
            String name = entry.strip();
            names.add(name);
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                wrong.add(key + ": expected names with commas such as " + Variable.VARIABLES.example() + ", got \""
                        + name + '"');
            } else if (name.startsWith("SLIPWAY_")) {
                wrong.add(key + ": " + name + " is the product's own; a model's variable has another name");
            } else if (OF_THE_RUNTIME.contains(name)) {
                wrong.add(key + ": " + name + " is set by the runtime; a model's variable has another name");
            } else if (!environment.containsKey(name)) {
                wrong.add(name + ": missing, but " + key + " names it");
            } else {
                values.put(name, environment.get(name));
            }
        }
    }

    Set<String> names() {
        return names;
    }

    Map<String, String> values() {
        return values;
    }
}
