package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The one line of an environment's file that a release changes.
 *
 * @param number from 1
 * @param text as it stands in the file
 * @param from where the version begins in it, {@code to} where it ends
 */
public record VersionLine(int number, String text, int from, int to) {
    /** Finds the line of a model; empty where the file cannot be read or does not name the model. */
    public static Optional<VersionLine> find(Path environment, ModelName model) {
        try {
            String text = YamlDocument.text(environment);
            return node(text, model).flatMap(version -> line(text, version));
        } catch (YamlDocument.Unreadable | YamlEngineException unreadable) {
            return Optional.empty();
        }
    }

    /** A model's version among the nodes of an environment's file. */
    static Optional<ScalarNode> node(String text, ModelName model) {
        return new Compose(YamlDocument.settings(text))
                .composeString(text)
                .flatMap(root -> entry(root, "models"))
                .flatMap(models -> entry(models, model.value()))
                .flatMap(release -> entry(release, "version"))
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast);
    }

    /** The version that it names today. */
    public String version() {
        return text.substring(from, to);
    }

    /** The same line with another version: indent, comment and whatever else stands on it stay. */
    public String with(ModelVersion version) {
        return text.substring(0, from) + version + text.substring(to);
    }

    private static Optional<VersionLine> line(String text, Node version) {
        Mark start = version.getStartMark().orElseThrow();
        Mark end = version.getEndMark().orElseThrow();
        String line = text.lines().toList().get(start.getLine());
        // YAML counts characters, not Java's halves of them.
        return start.getLine() == end.getLine() && end.getColumn() <= line.codePointCount(0, line.length())
                ? Optional.of(new VersionLine(
                        start.getLine() + 1,
                        line,
                        line.offsetByCodePoints(0, start.getColumn()),
                        line.offsetByCodePoints(0, end.getColumn())))
                : Optional.empty();
    }

    static Optional<Node> entry(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .map(entry -> entry.getValueNode())
                        .findFirst()
                : Optional.empty();
    }
}
