package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.desk.Desk;
import dev.slipway.desk.aws.CloudDesk;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.NearMiss;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The environments that a checkout's files name, and the way to each. */
public final class Desks {
    private final Checkout checkout;
    private final ModelCatalog models;
    private ProjectFile project;

    public Desks(Checkout checkout) {
        this.checkout = checkout;
        this.models = ModelCatalog.in(checkout.home().resolve("models"));
    }

    /** The names of all environments, sorted. */
    public List<String> names() {
        return checkout.environments();
    }

    /** @throws CliException 64 where there is no such environment */
    public Environment environment(String name) {
        Path file = checkout.environment(name);
        if (!Files.isRegularFile(file)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "there is no environment " + name + "; " + Checkout.known(name, checkout.environments()));
        }
        return EnvironmentFile.read(file, models);
    }

    /** What all environments share. */
    public synchronized ProjectFile project() {
        if (project == null) {
            project = ProjectFile.read(checkout.home().resolve(ProjectFile.FILE));
        }
        return project;
    }

    public Desk desk(Environment environment) {
        return new CloudDesk(environment, project());
    }

    /** The environment's file. */
    public Path file(Environment environment) {
        return checkout.environment(environment.name());
    }

    /**
     * A model that the environment runs.
     *
     * @throws CliException 64 where its file has none of that name
     */
    static ModelName model(Environment environment, String name) {
        return environment.models().keySet().stream()
                .filter(model -> model.value().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known = environment.models().keySet().stream()
                            .map(ModelName::value)
                            .toList();
                    return new CliException(
                            ExitCode.USAGE,
                            environment.name() + " runs no model " + name + "; there are " + String.join(", ", known)
                                    + NearMiss.hint(name, known));
                });
    }

    static Release release(Environment environment, ModelName model) {
        return environment.release(model).orElseThrow();
    }
}
