package dev.slipway.inference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine's {@code python3}. */
final class Python {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private Python() {}

    /** What a process said, both streams together, and ended with. */
    record Answer(int status, String output) {}

    /** Skips the tests, and says so, where there is no python3 of 3.9 or newer. */
    static void assumePresent() throws InterruptedException {
        String reason;
        try {
            String version = "import sys; print(sys.version); sys.exit(sys.version_info < (3, 9))";
            Answer answer = run(REPOSITORY, Map.of(), "-c", version);
            reason = answer.status() == 0 ? "" : "expected python3 to be 3.9 or newer, got " + answer.output();
        } catch (IOException e) {
            reason = "no python3: " + e.getMessage();
        }
        if (!reason.isEmpty()) {
            System.out.println("SKIPPED: tests in Python: " + reason);
        }
        assumeTrue(reason.isEmpty(), reason);
    }

    static Answer run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
