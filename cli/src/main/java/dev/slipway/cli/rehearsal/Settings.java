package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.RejectLimit;
import dev.slipway.predictions.CopySpec;
import dev.slipway.releases.Compute;
import dev.slipway.releases.ComputeSize;
import dev.slipway.releases.Copy;
import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.Release;
import dev.slipway.releases.RunLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an environment asks of a model, and what of that the rehearsal does otherwise.
 *
 * @param environment its name
 * @param account the AWS account that the events of the rehearsal name
 * @param region its region
 * @param notices what the reader must know: versions that differ, settings that were made up
 */
public record Settings(String environment, String account, String region, Release release, List<String> notices) {
    /**
     * Reads the environment's file.
     *
     * @param what the model comes from, {@code folder} or {@code image}, for the notices
     * @throws CliException 64 where there is no such environment, 78 where it cannot be used with the folder's model
     */
    public static Settings read(Checkout checkout, String name, ModelFile model, String what) {
        Path file = checkout.environment(name);
        if (!Files.isRegularFile(file)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "there is no environment " + name + "; " + Checkout.known(name, checkout.environments()));
        }
        Environment environment =
                EnvironmentFile.read(file, ModelCatalog.in(checkout.home().resolve("models")));
        List<String> notices = new ArrayList<>();
        String shown = "environments/" + name + ".yaml";
        Release release = environment.release(model.name()).orElseGet(() -> {
            notices.add(shown + " has no " + model.name() + ": rehearsed with rejects 1%, no other limits, keep 10,"
                    + " and all fields copied to predictions." + model.name().identifier());
            return byDefault(model);
        });
        if (!release.version().equals(model.version())) {
            notices.add("the " + what + " has " + model.name() + " " + model.version() + ", " + shown + " runs "
                    + release.version() + ": the " + what + "'s version is rehearsed");
        }
        check(release, model, shown);
        return new Settings(
                name, environment.account().id(), environment.region().name(), release, List.copyOf(notices));
    }

    /** The copy as the ETL Lambda gets it; empty where nothing is copied. */
    public Optional<CopySpec> copy(ModelFile model) {
        return release.copy()
                .map(copy -> new CopySpec(
                        model.name(),
                        model.version().major(),
                        copy.table(),
                        CopySpec.Mode.valueOf(copy.mode().name()),
                        copy.fields(),
                        copy.indexes()));
    }

    private static Release byDefault(ModelFile model) {
        List<String> fields = model.output().stream().map(Field::name).toList();
        return new Release(
                model.version(),
                Optional.empty(),
                "",
                Optional.empty(),
                new Compute(ComputeSize.SMALL, Duration.ofHours(2)),
                Map.of(),
                new RunLimits(RejectLimit.parse("1%"), 1, OptionalDouble.empty()),
                10,
                Optional.of(new Copy(model.name().identifier(), Copy.Mode.REPLACE, fields, List.of())));
    }

    /** The file is checked against the version that it names; the folder may have another one. */
    private static void check(Release release, ModelFile model, String file) {
        List<String> known = model.output().stream().map(Field::name).toList();
        List<String> copied = release.copy().map(Copy::fields).orElse(List.of());
        List<String> unknown =
                copied.stream().filter(field -> !known.contains(field)).toList();
        if (!unknown.isEmpty()) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    file + " copies " + String.join(", ", unknown) + " of " + model.name() + ", but version "
                            + model.version() + " in " + model.folder().getFileName() + "/ has the outputs "
                            + String.join(", ", known));
        }
    }
}
