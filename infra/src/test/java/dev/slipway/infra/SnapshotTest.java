package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that is deployed, as text that a reviewer can read: a line for each resource, policies and variables below it. A change of
 * the infrastructure is seen in the review as a change of these files.
 */
class SnapshotTest {
    private static final Path FOLDER = Path.of("src/test/resources/snapshots");

    @ParameterizedTest
    @ValueSource(strings = {"registry", "dev", "staging", "prod"})
    void shouldDeployWhatTheSnapshotShows(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String now = snapshot(name);
        if (Boolean.getBoolean("snapshots.accept")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now);
        }

        String before = Files.exists(file) ? Files.readString(file) : "";
        List<String> added = without(now, before, "+ ");
        List<String> removed = without(before, now, "- ");

        assertThat(now)
                .withFailMessage(
                        "what %s deploys is not what %s shows (first lines that differ):%n%s%n%s%n"
                                + "If that is meant, accept it and review the file's diff:%n"
                                + "  mvn -pl infra -am test -Dtest=SnapshotTest -Dsnapshots.accept=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        name, file, String.join("\n", removed), String.join("\n", added))
                .isEqualTo(before);
    }

    private static String snapshot(String name) {
        StringBuilder text = new StringBuilder();
        Assembly.repository().templates().forEach((stack, template) -> {
            if (stack.toLowerCase(Locale.ROOT).matches(name + "(-.*)?")) {
                text.append("# ")
                        .append(stack)
                        .append("\n\n")
                        .append(Rendering.of(template))
                        .append("\n");
            }
        });
        // Hashes of assets change with every line of code, and say nothing.
        return text.toString().replaceAll("\\b[0-9a-f]{64}\\b", "ASSET");
    }

    private static List<String> without(String text, String other, String mark) {
        List<String> others = other.lines().toList();
        return text.lines()
                .filter(line -> !others.contains(line))
                .limit(20)
                .map(line -> mark + line)
                .toList();
    }
}
