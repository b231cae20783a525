package dev.slipway.cli.desk.local;

import dev.slipway.desk.Build;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunRequest;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rehearsals in place of builds: what was rehearsed last counts as deployed. */
record LocalJobs(RunFiles runs) implements Jobs {
    @Override
    public Map<ModelName, Deployed> deployed(Collection<ModelName> models) {
        Map<ModelName, Deployed> deployed = new LinkedHashMap<>();
        for (ModelName model : models) {
            try (Stream<RunFacts> newest = runs.newest(model)) {
                newest.filter(facts -> facts.version().isPresent())
                        .findFirst()
                        .ifPresent(facts -> deployed.put(model, deployed(model, facts)));
            }
        }
        return deployed;
    }

    private static Deployed deployed(ModelName model, RunFacts facts) {
        return new Deployed(
                model,
                facts.version().orElseThrow(),
                facts.text("image").orElse(""),
                facts.text("artifacts").orElse(""),
                Map.of(),
                facts.time("started").orElse(Instant.EPOCH));
    }

    @Override
    public Build start(ModelName model, RunRequest request) {
        throw rehearse(model);
    }

    @Override
    public void stop(ModelName model, String runId) {
        throw rehearse(model);
    }

    private static InferenceException rehearse(ModelName model) {
        return new InferenceException(
                ExitCode.USAGE, "a run on this machine is a rehearsal: 'slipway rehearse " + model + " --keep'");
    }

    @Override
    public Optional<Build> build(ModelName model, String runId) {
        return Optional.empty();
    }

    @Override
    public List<Build> latest(ModelName model, int limit) {
        return List.of();
    }
}
