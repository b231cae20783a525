package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the tests that are written in Python, of {@code slipway.py} and of the models that use it. */
class PythonIT {
    @BeforeAll
    static void shouldFindPython() throws InterruptedException {
        Python.assumePresent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suites")
    void shouldPassTheTestsWrittenInPython(Path suite) throws Exception {
        Python.Answer answer = Python.run(Python.REPOSITORY.resolve(suite), Map.of(), "-m", "unittest");
        // Says what was skipped and why, and how many real films were predicted.
        System.out.println(suite + ": " + answer.output());
        assertThat(answer.status()).as(answer.output()).isZero();
        assertThat(answer.output()).containsPattern("Ran [1-9][0-9]* test");
    }

    /** The folders with Python tests, relative to the repository: ours, and those of models as they come. */
    static List<Path> suites() throws IOException {
        try (Stream<Path> models = Files.list(Python.REPOSITORY.resolve("models"))) {
            Stream<Path> ofModels =
                    models.map(model -> model.resolve("development")).filter(PythonIT::hasTests);
            return Stream.concat(Stream.of(Python.REPOSITORY.resolve("inference-spec/python")), ofModels)
                    .map(Python.REPOSITORY::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasTests(Path folder) {
        String[] files = folder.toFile().list((parent, name) -> name.startsWith("test_") && name.endsWith(".py"));
        return files != null && files.length > 0;
    }
}
