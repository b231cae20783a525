package dev.slipway.desk.runs;

import dev.slipway.desk.Build;
import dev.slipway.desk.Desk;
import dev.slipway.desk.RunFacts;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of an environment.
 *
 * @param models those that a run is looked for among
 */
public record Runs(Desk desk, Collection<ModelName> models) {
    /** The latest runs of all models, the newest first. */
    public List<Run> latest(int limit) {
        return Together.ask(models, model -> latest(model, limit)).stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Run::started).reversed())
                .limit(limit)
                .toList();
    }

    /** The latest runs of one model, the newest first. */
    public List<Run> latest(ModelName model, int limit) {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (Build build : desk.jobs().latest(model, limit)) {
            runs.put(build.runId(), new Run(model, build.runId(), Optional.of(build), Optional.empty()));
        }
        try (Stream<RunFacts> files = desk.runs().newest(model)) {
            files.limit(limit)
                    .forEach(facts -> runs.merge(
                            facts.runId(),
                            new Run(model, facts.runId(), Optional.empty(), Optional.of(facts)),
                            (build, file) -> new Run(model, build.runId(), build.build(), file.facts())));
        }
        return runs.values().stream()
                .sorted(Comparator.comparing(Run::started).reversed())
                .limit(limit)
                .toList();
    }

    /** The latest run of a model; empty where there was none. */
    public Optional<Run> last(ModelName model) {
        List<Build> builds = desk.jobs().latest(model, 1);
        if (builds.isEmpty()) {
            return latest(model, 1).stream().findFirst();
        }
        String runId = builds.get(0).runId();
        return Optional.of(
                new Run(model, runId, Optional.of(builds.get(0)), desk.runs().find(model, runId)));
    }

    /** A run of this model; empty where there is none of that id. */
    public Optional<Run> find(ModelName model, String runId) {
        Optional<RunFacts> facts = desk.runs().find(model, runId);
        Optional<Build> build = desk.jobs().build(model, runId);
        return facts.isEmpty() && build.isEmpty() ? Optional.empty() : Optional.of(new Run(model, runId, build, facts));
    }

    /**
     * A run of any model.
     *
     * @throws InferenceException 78 where there is none of that id
     */
    public Run get(String runId) {
        return Together.ask(models, model -> find(model, runId)).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        "there is no run " + runId + " in " + desk.environment() + " of "
                                + String.join(
                                        ", ",
                                        models.stream().map(ModelName::value).toList())
                                + "; 'slipway runs -e " + desk.environment() + "' lists them"));
    }
}
