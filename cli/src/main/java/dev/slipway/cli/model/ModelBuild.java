package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles a Java model with Maven where its jar is missing or older than what it is made of. */
public record ModelBuild(Checkout checkout, Tool tool) {
    /** The jar that starts the model. */
    public static Path jar(ModelFile model) {
        return model.folder().resolve("target").resolve(model.name() + ".jar");
    }

    /** The jar that generates data and trains; there need not be one. */
    public static Path developmentJar(ModelFile model) {
        return model.folder().resolve("development/target").resolve(model.name() + "-development.jar");
    }

    /** Whether the model has sources for such a jar. */
    public static boolean hasDevelopment(ModelFile model) {
        return Files.isRegularFile(model.folder().resolve("development/pom.xml"));
    }

    /**
     * Builds what is not up to date.
     *
     * @param development whether the development jar is needed too
     * @return whether anything had to be built
     * @throws CliException 78 where Maven is missing, 70 with Maven's output where it fails
     */
    public boolean build(ModelFile model, boolean development) {
        Path folder = model.folder();
        boolean stale = isStale(jar(model), folder) || !Files.isDirectory(folder.resolve("target/lib"));
        boolean staleDevelopment = development
                && hasDevelopment(model)
                && (stale || isStale(developmentJar(model), folder.resolve("development")));
        if (!stale && !staleDevelopment) {
            return false;
        }
        boolean inside = folder.toAbsolutePath().normalize().startsWith(checkout.home());
        tool.run(
                "building " + model.name(),
                inside ? checkout.home() : folder,
                command(model, inside, staleDevelopment),
                ExitCode.DEFECT);
        touch(jar(model), "target/" + model.name() + ".jar");
        if (staleDevelopment) {
            touch(developmentJar(model), "development/target/" + model.name() + "-development.jar");
        }
        return true;
    }

    private List<String> command(ModelFile model, boolean inside, boolean development) {
        List<String> command =
                new ArrayList<>(List.of("mvn", "-q", "-B", "-Dmaven.test.skip", "-Dspotless.check.skip"));
        if (inside) {
            String module = checkout.home()
                    .relativize(model.folder().toAbsolutePath().normalize())
                    .toString();
            command.addAll(List.of("-pl", development ? module + "," + module + "/development" : module, "-am"));
        }
        command.add("package");
        return command;
    }

    /** Whether a jar is older than its sources, or than the contract's. */
    boolean isStale(Path jar, Path folder) {
        Path contract = checkout.home().resolve("inference-spec");
        return !Files.exists(jar)
                || Stream.of(
                                folder.resolve("pom.xml"),
                                folder.resolve("src/main"),
                                contract.resolve("pom.xml"),
                                contract.resolve("src/main"))
                        .anyMatch(source -> newest(source).compareTo(modified(jar)) > 0);
    }

    /** Maven leaves a jar alone whose content would be the same; its time must still tell that it is up to date. */
    static void touch(Path jar, String expected) {
        try {
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    "Maven ended well but made no " + jar + "; a Java model's POM must make " + expected,
                    e);
        }
    }

    private static FileTime newest(Path path) {
        if (!Files.exists(path)) {
            return FileTime.fromMillis(0);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.map(ModelBuild::modified).max(FileTime::compareTo).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
