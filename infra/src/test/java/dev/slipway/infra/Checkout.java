package dev.slipway.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A product's files in a folder of their own, to be changed by a test; models and built jars stay where they are. */
record Checkout(Path folder) {
    /** The repository. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> JARS = List.of(
            "job/target/slipway-job.jar",
            "lambdas/target/slipway-etl.jar",
            "lambdas/target/slipway-ledger.jar",
            "lambdas/target/slipway-provisioner.jar",
            "lambdas/target/slipway-watch.jar");

    /** The repository's own files, with GitHub's roles, in a new folder. */
    static Checkout copy() {
        try {
            Path folder = TemporaryFolder.make("checkout");
            Files.createDirectories(folder.resolve("environments"));
            Files.createSymbolicLink(folder.resolve("models"), HOME.resolve("models"));
            try (Stream<Path> files = Files.list(HOME.resolve("environments"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve("environments").resolve(file.getFileName()));
                }
            }
            String project = Files.readString(HOME.resolve("slipway.yaml"));
            Files.writeString(
                    folder.resolve("slipway.yaml"),
                    project.contains("\ngithub:") ? project : project + "github: {repository: acme/models}\n");
            return new Checkout(folder).withJars();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The jars as another build would have made them: the same bytes at another time. */
    private Checkout withJars() throws IOException {
        for (String jar : JARS) {
            Path target = folder.resolve(jar);
            Files.createDirectories(target.getParent());
            Files.copy(HOME.resolve(jar), target);
        }
        return this;
    }

    /** Leaves one environment, where nothing else is looked at: a synth then does a third of the work. */
    Checkout only(String environment) {
        try (Stream<Path> files = Files.list(folder.resolve("environments"))) {
            for (Path file : files.toList()) {
                if (!file.endsWith(environment + ".yaml")) {
                    Files.delete(file);
                }
            }
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Replaces one piece of text, which must be there. */
    Checkout edit(String file, String piece, String other) {
        try {
            Path path = folder.resolve(file);
            String text = Files.readString(path);
            if (!text.contains(piece)) {
                throw new IllegalArgumentException(file + " has no " + piece);
            }
            Files.writeString(path, text.replace(piece, other));
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Changes a model's version, which must be the one told. */
    Checkout bump(String environment, String model, String from, String to) {
        String line = "  " + model + ":\n    version: ";
        return edit("environments/" + environment + ".yaml", line + from, line + to);
    }

    /** Removes a model, from its line to the next model's. */
    Checkout removeModel(String environment, String model) {
        try {
            Path path = folder.resolve("environments").resolve(environment + ".yaml");
            String text = Files.readString(path);
            String without = text.replaceFirst("(?m)^  " + model + ":\\n(    .*\\n)+", "");
            if (without.equals(text)) {
                throw new IllegalArgumentException(path + " has no " + model);
            }
            Files.writeString(path, without);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Product product() {
        return Product.read(folder);
    }

    void delete() {
        TemporaryFolder.delete(folder);
    }
}
