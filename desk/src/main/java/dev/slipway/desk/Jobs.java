package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs models: a project per model, a build per run. A build's id is the run's. */
public interface Jobs {
    /** What is deployed of these models; one that has no project is missing. */
    Map<ModelName, Deployed> deployed(Collection<ModelName> models);

    /** Starts a run and answers what it is before it does anything. */
    Build start(ModelName model, RunRequest request);

    /** Asks a run to stop; one that has ended already stays as it is. */
    void stop(ModelName model, String runId);

    /** A run's build; empty where the service does not know it, or no longer. */
    Optional<Build> build(ModelName model, String runId);

    /** The latest builds, the newest first, at most this many. */
    List<Build> latest(ModelName model, int limit);
}
