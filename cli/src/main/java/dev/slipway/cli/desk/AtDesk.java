package dev.slipway.cli.desk;

import dev.slipway.desk.Desk;
import dev.slipway.desk.runs.Run;
import dev.slipway.desk.runs.Runs;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Release;
import java.nio.file.Path;

/** One environment opened for a command, and how that tells what it finds. */
record AtDesk(Told told, Desks desks, Environment environment, Desk desk) {
    /** @throws dev.slipway.cli.CliException 64 where the environment has no model of that name */
    ModelName model(String name) {
        return Desks.model(environment, name);
    }

    Release release(ModelName model) {
        return Desks.release(environment, model);
    }

    /** A run of any of its models. */
    Run run(String runId) {
        return new Runs(desk, environment.models().keySet()).get(runId);
    }

    Path file() {
        return desks.file(environment);
    }
}
