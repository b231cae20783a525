package dev.slipway.predictions;

import java.util.LinkedHashMap;
import java.util.Map;

/** All runs that a history may have published, and what is in them. */
final class MadeRuns {
    private final Map<String, MadeRun> runs = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, String>>> contents = new LinkedHashMap<>();

    void add(MadeRun run) {
        runs.put(run.id(), run);
    }

    MadeRun get(String id) {
        return runs.get(id);
    }

    /** See {@link MadeRun#content()}. */
    Map<String, Map<String, String>> content(String id) {
        return contents.computeIfAbsent(id, run -> runs.get(run).content());
    }
}
