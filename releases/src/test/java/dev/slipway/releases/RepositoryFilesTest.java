package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's own files: readers and schemas take them, and editors find the schema. */
class RepositoryFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ModelCatalog MODELS = ModelCatalog.in(ROOT.resolve("models"));

    static List<Path> files() throws IOException {
        try (Stream<Path> environments = Files.list(ROOT.resolve("environments"))) {
            Stream<Path> models = MODELS.names().stream()
                    .map(name -> ROOT.resolve("models").resolve(name).resolve(ModelFile.FILE));
            return Stream.of(Stream.of(ROOT.resolve(ProjectFile.FILE)), environments, models)
                    .flatMap(paths -> paths)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldTellEditorsItsSchemaAndKeepIt(Path file) throws IOException {
        String text = Files.readString(file);
        String comment = text.lines().findFirst().orElse("");
        String start = "# yaml-language-server: $schema=";

        assertThat(comment).startsWith(start);
        Path schema = file.resolveSibling(comment.substring(start.length())).normalize();
        assertThat(schema).isRegularFile();
        assertThat(Schemas.complaints(schema.getFileName().toString(), text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void shouldReadEachEnvironmentAndCheckItsCopies(String name) {
        Environment environment = EnvironmentFile.read(ROOT.resolve("environments/" + name + ".yaml"), MODELS);

        assertThat(environment.name()).isEqualTo(name);
        assertThat(environment.models().keySet())
                .extracting(ModelName::value)
                .containsExactly("audience-forecast", "film-gross", "film-worldwide", "subscriber-churn");
    }

    @Test
    void shouldReadTheProjectFileAndEveryModel() {
        ProjectFile project = ProjectFile.read(ROOT.resolve(ProjectFile.FILE));

        assertThat(project.tags()).containsEntry("product", "slipway");
        assertThat(project.rates()).containsOnlyKeys(ComputeSize.values()).containsEntry(ComputeSize.SMALL, 0.005);
        assertThat(MODELS.names()).contains("audience-forecast", "film-gross").allSatisfy(name -> assertThat(
                        MODELS.get(new ModelName(name)).toManifest().goldenSha256())
                .hasSize(64));
    }
}
