package dev.slipway.infra;

import java.util.Map;
import java.util.Optional;

/**
 * What one of the product's functions needs.
 *
 * @param name in its jar's name, {@code slipway-<name>.jar}, and in the function's
 * @param type the class that Lambda calls
 * @param memory MB; with 1769 a function has a whole CPU
 * @param seconds after which Lambda ends it
 * @param network whether it stands in the network, where the databases are
 * @param snapshot whether it starts from a snapshot, which costs two minutes of each deployment
 */
record Handler(
        String name,
        String type,
        int memory,
        int seconds,
        boolean network,
        boolean snapshot,
        Map<String, String> environment,
        Optional<SettingsFile> settings) {
    Handler(
            String name,
            String type,
            int memory,
            int seconds,
            boolean network,
            boolean snapshot,
            Map<String, String> environment) {
        this(name, type, memory, seconds, network, snapshot, environment, Optional.empty());
    }

    Handler with(SettingsFile file) {
        return new Handler(name, type, memory, seconds, network, snapshot, environment, Optional.of(file));
    }
}
