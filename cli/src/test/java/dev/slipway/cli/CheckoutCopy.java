package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkout of a test's own, so that a command may change it: environments, the POMs of all modules, and what a model is
 * compiled with. Commands typed in this process use it until it is closed.
 */
record CheckoutCopy(Path home) implements AutoCloseable {
    private static final String TOLD = "slipway.home";
    private static final List<String> WHOLE =
            List.of(".mvn", "environments", "slipway.yaml", "inference-spec/src/main", "inference-spec/python");

    static CheckoutCopy in(Path folder) throws IOException {
        Path original = Checkout.find().home();
        Path home = Files.createDirectories(folder.resolve("checkout")).toRealPath();
        for (String part : WHOLE) {
            copy(original, original.resolve(part), home);
        }
        try (Stream<Path> files = Files.find(original, 4, (file, attributes) -> file.endsWith("pom.xml"))) {
            for (Path pom :
                    files.filter(file -> !file.toString().contains("/target/")).toList()) {
                copy(original, pom, home);
            }
        }
        System.setProperty(TOLD, home.toString());
        return new CheckoutCopy(home);
    }

    @Override
    public void close() {
        System.clearProperty(TOLD);
    }

    private static void copy(Path original, Path part, Path home) throws IOException {
        try (Stream<Path> files = Files.walk(part)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(original.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
