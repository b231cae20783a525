package dev.slipway.infra;

import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.Network;
import dev.slipway.releases.Network.Egress;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What each file may say, but AWS would refuse only when it is deployed, or a run only at night. Names need no rule: an
 * environment's has 16 characters at most and a model's 32, which leaves every name of AWS room.
 */
final class DeploymentRules {
    /** CloudFormation takes 500 resources in a stack: a model has up to eleven, all models together share about fifty. */
    static final int MOST_MODELS = 40;

    private final Path folder;
    private final List<Violation> violations = new ArrayList<>();

    /** @param folder with the environments' files */
    DeploymentRules(Path folder) {
        this.folder = folder;
    }

    List<Violation> check(ProjectFile project, List<Environment> environments) {
        for (Environment environment : environments) {
            images(environment, project);
            size(environment);
            environments.forEach(other -> names(environment, other));
        }
        return List.copyOf(violations);
    }

    /** Endpoints reach the services of their own region, and nothing beyond. */
    private void images(Environment environment, ProjectFile project) {
        if (environment.network() instanceof Network.Own own
                && own.egress() == Egress.ENDPOINTS
                && !environment.region().equals(project.registryRegion())) {
            report(
                    environment,
                    "network",
                    "egress: expected nat, as images are in " + project.registryRegion()
                            + " (slipway.yaml: registry.region) and endpoints reach " + environment.region()
                            + " only; got endpoints");
        }
    }

    private void size(Environment environment) {
        int models = environment.models().size();
        if (models > MOST_MODELS) {
            report(
                    environment,
                    "models",
                    "expected at most " + MOST_MODELS + ", as CloudFormation takes 500 resources in a stack; got "
                            + models + "; a second environment in the same account takes more");
        }
    }

    /** Projects are told apart by {@code slipway-<environment>-}, in events too. */
    private void names(Environment environment, Environment other) {
        if (environment.account().equals(other.account())
                && environment.region().equals(other.region())
                && environment.name().startsWith(other.name() + "-")) {
            violations.add(new Violation(
                    environment.name() + ".yaml",
                    1,
                    "",
                    "expected a name that does not begin with that of another environment of the same account and"
                            + " region; \"" + new Names(environment.name()).projects() + "…\" could be a model of \""
                            + other.name()
                            + "\", too"));
        }
    }

    private void report(Environment environment, String key, String problem) {
        String file = environment.name() + ".yaml";
        violations.add(new Violation(file, line(folder.resolve(file), key), key, problem));
    }

    private static int line(Path file, String key) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(key + ":")) {
                    return i + 1;
                }
            }
            return 1;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
