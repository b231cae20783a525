package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What others' tools say about the templates. */
class LintIT {
    @Test
    void shouldPleaseCfnLint() throws Exception {
        assumeTrue(onPath("cfn-lint"), "skipped: cfn-lint is not on the PATH");
        List<String> command = new ArrayList<>(List.of("cfn-lint", "--format", "parseable", "--include-checks", "W"));
        command.add("--");
        try (Stream<Path> files = Files.walk(Assembly.repository().folder())) {
            files.filter(file -> file.toString().endsWith(".template.json"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(command::add);
        }

        Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> found;
        try (InputStream output = lint.getInputStream()) {
            found = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        lint.waitFor();

        // CDK's own functions name a dependency that CloudFormation would see anyway.
        assertThat(found).filteredOn(line -> !line.contains(":W3005:")).isEmpty();
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
