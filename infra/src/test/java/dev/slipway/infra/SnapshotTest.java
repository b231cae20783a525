package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that is deployed, as text that a reviewer can read: a line for each value, grouped by resource. A change of
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
            if (stack.toLowerCase(java.util.Locale.ROOT).matches(name + "(-.*)?")) {
                text.append("# ").append(stack).append("\n\n");
                new TreeMap<>(template.resources()).forEach((id, resource) -> append(text, id, resource));
            }
        });
        return scrub(text.toString());
    }

    private static void append(StringBuilder text, String id, Object resource) {
        Map<String, Object> content = new TreeMap<>(Template.mapping(resource));
        text.append(id).append(" ").append(content.remove("Type")).append("\n");
        content.remove("Metadata");
        Map<String, Object> properties = new TreeMap<>(Template.properties(content));
        properties.remove("Tags"); // The same everywhere; a test of their own looks for them.
        content.put("Properties", properties);
        new Template(content, "").leaves().forEach((path, value) -> text.append("  ")
                .append(path.replaceFirst("^Properties\\.", ""))
                .append(": ")
                .append(String.valueOf(value).replace("\n", "\n    "))
                .append("\n"));
        text.append("\n");
    }

    /** Hashes of assets change with every line of code, and say nothing. */
    private static String scrub(String text) {
        return text.replaceAll("\\b[0-9a-f]{64}\\b", "ASSET")
                .replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1VERSION");
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
