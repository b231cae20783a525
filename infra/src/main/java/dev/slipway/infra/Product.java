package dev.slipway.infra;

import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.ReleaseFileException;
import dev.slipway.releases.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is deployed: the project's file and every environment, by name.
 *
 * @param home the checkout, absolute
 */
record Product(Path home, ProjectFile project, List<Environment> environments) {
    /** @throws ReleaseFileException with all that is wrong with all files */
    static Product read(Path checkout) {
        Path home = checkout.toAbsolutePath().normalize();
        Set<Violation> violations = new LinkedHashSet<>();
        ProjectFile project = read(() -> ProjectFile.read(home.resolve(ProjectFile.FILE)), violations);
        ModelCatalog models = ModelCatalog.in(home.resolve("models"));
        List<Environment> environments = new ArrayList<>();
        List<Path> files = read(() -> files(home.resolve("environments")), violations);
        for (Path file : files == null ? List.<Path>of() : files) {
            environments.add(read(() -> EnvironmentFile.read(file, models), violations));
        }
        if (violations.isEmpty()) {
            violations.addAll(new DeploymentRules(home.resolve("environments")).check(project, environments));
        }
        if (!violations.isEmpty()) {
            throw new ReleaseFileException(List.copyOf(violations));
        }
        return new Product(home, project, List.copyOf(environments));
    }

    private static <T> T read(Supplier<T> reader, Set<Violation> violations) {
        try {
            return reader.get();
        } catch (ReleaseFileException wrong) {
            violations.addAll(wrong.violations());
            return null;
        }
    }

    /** Anything else than YAML is left alone; a file with a bad name is read, so that its name is told. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches("(?i).*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new ReleaseFileException(List.of(new Violation(
                    String.valueOf(folder.getFileName()),
                    1,
                    "",
                    "expected a folder with a file for each environment, there is none at " + folder)));
        }
    }
}
