package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.desk.local.LocalDesk;
import dev.slipway.cli.rehearsal.KeptDatabases;
import dev.slipway.desk.Desk;
import dev.slipway.desk.aws.CloudDesk;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.ComputeSize;
import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.NearMiss;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.Release;
import dev.slipway.releases.ReleaseFileException;
import dev.slipway.releases.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The environments that a checkout's files name, and the way to each. */
public final class Desks {
    private final Checkout checkout;
    private final ModelCatalog models;
    private final Map<String, Desk> opened = new ConcurrentHashMap<>();
    private final Map<String, Environment> read = new ConcurrentHashMap<>();
    private ProjectFile project;
    private KeptDatabases kept;

    public Desks(Checkout checkout) {
        this.checkout = checkout;
        this.models = ModelCatalog.in(checkout.home().resolve("models"));
    }

    /** The names of all environments, sorted. */
    public List<String> names() {
        return checkout.environments();
    }

    /**
     * An environment of the cloud, or {@code local}, the one that was rehearsed; {@code local:dev} where several were.
     *
     * @throws CliException 64 where there is no such environment, 78 where nothing is kept of rehearsals
     */
    public Environment environment(String name) {
        if (LocalDesk.isNamed(name)) {
            kept = KeptDatabases.find(
                    checkout, name.equals(LocalDesk.NAME) ? null : name.substring(LocalDesk.NAME.length() + 1));
            return renamed(read(kept.environment()));
        }
        return read(name);
    }

    private Environment read(String name) {
        return read.computeIfAbsent(name, this::file);
    }

    private Environment file(String name) {
        Path file = checkout.environment(name);
        if (!Files.isRegularFile(file)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "there is no environment " + name + "; " + Checkout.known(name, checkout.environments()));
        }
        return EnvironmentFile.read(file, models);
    }

    private static Environment renamed(Environment rehearsed) {
        return new Environment(
                LocalDesk.NAME,
                rehearsed.account(),
                rehearsed.region(),
                rehearsed.protect(),
                rehearsed.network(),
                rehearsed.application(),
                rehearsed.rotate(),
                rehearsed.notified(),
                rehearsed.models());
    }

    /**
     * Several environments.
     *
     * @throws CliException 64 where there is no such environment
     * @throws ReleaseFileException with all that is wrong with all of their files
     */
    List<Environment> environments(List<String> names) {
        List<Environment> environments = new ArrayList<>();
        List<Violation> wrong = new ArrayList<>();
        for (String name : names) {
            try {
                environments.add(environment(name));
            } catch (ReleaseFileException broken) {
                wrong.addAll(broken.violations());
            }
        }
        if (!wrong.isEmpty()) {
            throw new ReleaseFileException(wrong);
        }
        return environments;
    }

    /** An environment's desk, opened once; to be asked by several threads. */
    Desk desk(String name) {
        return opened.computeIfAbsent(name, ignored -> desk(environment(name)));
    }

    /** What all environments share. */
    public synchronized ProjectFile project() {
        if (project == null) {
            project = ProjectFile.read(checkout.home().resolve(ProjectFile.FILE));
        }
        return project;
    }

    /** What a minute costs there, by size; nothing is known of this machine. */
    Map<ComputeSize, Double> rates(Environment environment) {
        return isLocal(environment) ? Map.of() : project().rates();
    }

    public Desk desk(Environment environment) {
        return isLocal(environment) ? new LocalDesk(kept, environment, models) : new CloudDesk(environment, project());
    }

    /** The environment's file. */
    public Path file(Environment environment) {
        return checkout.environment(isLocal(environment) ? kept.environment() : environment.name());
    }

    private static boolean isLocal(Environment environment) {
        return environment.name().equals(LocalDesk.NAME);
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
