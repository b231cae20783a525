package dev.slipway.desk.status;

import dev.slipway.desk.Change;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Hold;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One model in one environment.
 *
 * @param file the version that the environment's file has
 * @param deployed empty where it is not deployed
 * @param last the latest run, whatever became of it; empty where there was none
 * @param current what readers of the file's major version see; empty where nothing is
 * @param held the version that is held in that major; empty where none is
 * @param rate of a minute, in USD; empty where the product's file has none
 */
public record ModelStatus(
        String environment,
        ModelName model,
        ModelVersion file,
        Optional<Deployed> deployed,
        Optional<Run> last,
        Optional<Change> current,
        Optional<Hold> held,
        OptionalDouble rate) {
    /** What does not agree, each in a sentence; empty where all is as it should be. */
    public List<String> drift() {
        List<String> drift = new ArrayList<>();
        if (deployed.isEmpty()) {
            drift.add("it is not deployed");
        } else if (!deployed.get().version().equals(file)) {
            drift.add("the file says " + file + ", but " + deployed.get().version() + " is deployed");
        } else if (last.isEmpty()) {
            drift.add(file + " has not run yet");
        } else {
            afterRun(drift);
        }
        held.ifPresent(
                hold -> drift.add("version " + hold.version() + " is held by " + hold.who() + ": " + hold.reason()));
        return drift;
    }

    private void afterRun(List<String> drift) {
        Run run = last.orElseThrow();
        String state = run.state();
        boolean seen =
                current.filter(change -> change.runId().equals(run.runId())).isPresent();
        if (run.version().filter(version -> version.equals(file.toString())).isEmpty()) {
            drift.add(file + " has not run yet");
        } else if (!List.of("published", "running", "held").contains(state)) {
            drift.add("the last run " + (state.equals("failed") ? "failed" : "was " + state));
        } else if (state.equals("held") && held.isEmpty() && !seen) {
            drift.add("the last run is held: " + run.reason().orElse("nobody knows why"));
        } else if (state.equals("published") && !seen) {
            drift.add("readers see the run "
                    + current.map(change -> change.runId() + " (" + change.version() + ")")
                            .orElse("of another major version"));
        }
    }

    /** For {@code --json}; what is not known is null. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("environment", environment);
        json.put("model", model.value());
        json.put("file", file.toString());
        json.put("deployed", deployed.map(known -> known.version().toString()).orElse(null));
        Map<String, Object> run = last.map(Run::json).orElse(null);
        if (run != null) {
            OptionalDouble cost = last.orElseThrow().cost(rate);
            run.put("estimatedCost", cost.isPresent() ? cost.getAsDouble() : null);
        }
        json.put("lastRun", run);
        json.put("current", current.map(ModelStatus::json).orElse(null));
        json.put("held", held.map(ModelStatus::json).orElse(null));
        json.put("drift", drift());
        return json;
    }

    /** A change, for {@code --json}. */
    public static Map<String, Object> json(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", change.model().value());
        json.put("major", change.major());
        json.put("seq", change.seq());
        json.put("run", change.runId());
        json.put("version", change.version().toString());
        json.put("asOf", change.asOf().toString());
        json.put("since", change.at().toString());
        json.put("who", change.who());
        json.put("reason", change.reason());
        return json;
    }

    /** A hold, for {@code --json}. */
    public static Map<String, Object> json(Hold hold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", hold.version().toString());
        json.put("since", hold.at().toString());
        json.put("who", hold.who());
        json.put("reason", hold.reason());
        return json;
    }
}
