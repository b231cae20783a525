package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the tests that are written in Python, of {@code slipway.py} and of the models that use it. */
class PythonIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @BeforeAll
    static void shouldFindPython() throws Exception {
        String reason = "";
        try {
            Answer answer =
                    python(REPOSITORY, "-c", "import sys; print(sys.version); sys.exit(sys.version_info < (3, 9))");
            reason = answer.status() == 0 ? "" : "expected python3 to be 3.9 or newer, got " + answer.output();
        } catch (IOException e) {
            reason = "no python3: " + e.getMessage();
        }
        if (!reason.isEmpty()) {
            System.out.println("SKIPPED: tests in Python: " + reason);
        }
        assumeTrue(reason.isEmpty(), reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suites")
    void shouldPassTheTestsWrittenInPython(Path suite) throws Exception {
        Answer answer = python(REPOSITORY.resolve(suite), "-m", "unittest");
        // Says what was skipped and why, and how many real films were predicted.
        System.out.println(suite + ": " + answer.output());
        assertThat(answer.status()).as(answer.output()).isZero();
        assertThat(answer.output()).containsPattern("Ran [1-9][0-9]* test");
    }

    /** The folders with Python tests, relative to the repository: ours, and those of models as they come. */
    static List<Path> suites() throws IOException {
        try (Stream<Path> models = Files.list(REPOSITORY.resolve("models"))) {
            Stream<Path> ofModels =
                    models.map(model -> model.resolve("development")).filter(PythonIT::hasTests);
            return Stream.concat(Stream.of(REPOSITORY.resolve("inference-spec/python")), ofModels)
                    .map(REPOSITORY::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasTests(Path folder) {
        String[] files = folder.toFile().list((parent, name) -> name.startsWith("test_") && name.endsWith(".py"));
        return files != null && files.length > 0;
    }

    private static Answer python(Path folder, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("python3"), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }

    private record Answer(int status, String output) {}
}
