package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import dev.slipway.releases.NearMiss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the launcher stands in: {@code models/}, {@code environments/}, and {@code work/} of our own. */
public record Checkout(Path home) {
    private static final String MODEL_FILE = "model.yaml";

    public Checkout {
        home = home.toAbsolutePath().normalize();
    }

    /** Where the launcher says it is; the working directory or one above it where there was no launcher. */
    public static Checkout find() {
        String told = System.getProperty("slipway.home");
        if (told != null) {
            return new Checkout(Path.of(told));
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("models")) && Files.isDirectory(folder.resolve("inference-spec"))) {
                return new Checkout(folder);
            }
        }
        throw new CliException(ExitCode.BAD_CONFIGURATION, here + " is not inside a checkout of slipway");
    }

    public Path work() {
        return home.resolve("work");
    }

    public Path environment(String name) {
        return home.resolve("environments").resolve(name + ".yaml");
    }

    /** Names of the models below {@code models/}, sorted. */
    public List<String> models() {
        return names(home.resolve("models"), "");
    }

    /** Names of the environments that have a file, sorted. */
    public List<String> environments() {
        return names(home.resolve("environments"), ".yaml");
    }

    /** The folder of a model that is given by its name or by a path to its folder or its {@code model.yaml}. */
    public Path modelFolder(String nameOrPath) {
        Path named = home.resolve("models").resolve(nameOrPath).normalize();
        Path path = Path.of(nameOrPath).toAbsolutePath().normalize();
        boolean isName = !nameOrPath.contains("/") && !nameOrPath.contains(".");
        if (isName && Files.isRegularFile(named.resolve(MODEL_FILE))) {
            return named;
        }
        if (Files.isRegularFile(path.resolve(MODEL_FILE))) {
            return path;
        }
        if (path.endsWith(MODEL_FILE) && Files.isRegularFile(path)) {
            return path.getParent();
        }
        if (!isName && Files.isDirectory(path)) {
            throw new CliException(ExitCode.USAGE, path + " has no " + MODEL_FILE + ", so it is no model's folder");
        }
        if (!isName) {
            throw new CliException(
                    ExitCode.USAGE,
                    Files.exists(path)
                            ? path + " is neither a model's folder nor its " + MODEL_FILE
                            : "there is no file or folder " + path);
        }
        throw new CliException(ExitCode.USAGE, "there is no model " + nameOrPath + "; " + known(nameOrPath, models()));
    }

    /** Tells the names there are, and which of them was perhaps meant. */
    public static String known(String given, List<String> names) {
        String known = names.isEmpty() ? "there are none" : "known are " + String.join(", ", names);
        return known + NearMiss.hint(given, names);
    }

    private static List<String> names(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            // What begins with a dot is no model yet, or was never to be one.
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> suffix.isEmpty()
                            ? Files.isRegularFile(file.resolve(MODEL_FILE))
                            : file.toString().endsWith(suffix))
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
