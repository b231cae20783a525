package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.desk.Change;
import dev.slipway.desk.Desk;
import dev.slipway.desk.runs.Run;
import dev.slipway.desk.runs.Runs;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One environment opened for a command, and how that tells what it finds. */
record AtDesk(Told told, Desks desks, Environment environment, Desk desk) {
    /** @throws CliException 64 where the environment has no model of that name */
    ModelName model(String name) {
        return Desks.model(environment, name);
    }

    Release release(ModelName model) {
        return Desks.release(environment, model);
    }

    /**
     * A run of any of its models.
     *
     * @throws CliException 64 where no run could have that id
     */
    Run run(String runId) {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new CliException(
                    ExitCode.USAGE, "RUN: expected an id as 'slipway runs' lists it, got \"" + runId + '"');
        }
        return new Runs(desk, environment.models().keySet()).get(runId);
    }

    /** What readers of a run's major version see; empty where the run has not come so far that they could see it. */
    Optional<Change> seen(Run run) {
        return run.version()
                .filter(version -> List.of("published", "held").contains(run.state()))
                .flatMap(version -> desk.changes()
                        .of(run.model())
                        .current(ModelVersion.parse(version).major()));
    }

    Path file() {
        return desks.file(environment);
    }
}
