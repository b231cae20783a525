package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What a state of an environment's file says of a model, as far as changes are found by it. An earlier state need not keep
 * today's rules, so that only this is looked at and what cannot be read is left out.
 *
 * @param version that it names
 * @param table that it copies to; empty where it copies nothing
 * @param settings everything else by its key, each as a text that is the same where the same is said, however it is written
 */
public record WrittenRelease(ModelVersion version, Optional<String> table, Map<String, String> settings) {
    /** Deeper than any setting; an alias may contain itself. */
    private static final int DEEPEST = 8;

    public WrittenRelease {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The keys whose values are others than before, in the order of this file. */
    public List<String> changedSince(WrittenRelease before) {
        return Stream.concat(settings.keySet().stream(), before.settings.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(settings.get(key), before.settings.get(key)))
                .toList();
    }

    /** The models of a file as it is now; none where it cannot be read. */
    public static Map<ModelName, WrittenRelease> in(Path environment) {
        try {
            return all(YamlDocument.text(environment));
        } catch (YamlDocument.Unreadable unreadable) {
            return Map.of();
        }
    }

    /** The models of a file's text, in its order. */
    public static Map<ModelName, WrittenRelease> all(String text) {
        Map<ModelName, WrittenRelease> all = new LinkedHashMap<>();
        try {
            new Compose(YamlDocument.settings(text))
                    .composeString(text)
                    .flatMap(root -> VersionLine.entry(root, "models"))
                    .filter(MappingNode.class::isInstance)
                    .ifPresent(models -> ((MappingNode) models).getValue().forEach(entry -> add(entry, all)));
        } catch (YamlEngineException unreadable) {
            return Map.of();
        }
        return Collections.unmodifiableMap(all);
    }

    private static void add(NodeTuple entry, Map<ModelName, WrittenRelease> all) {
        try {
            Node release = entry.getValueNode();
            Optional<String> version = text(VersionLine.entry(release, "version"));
            if (version.isPresent() && entry.getKeyNode() instanceof ScalarNode name) {
                Optional<String> table =
                        text(VersionLine.entry(release, "copy").flatMap(copy -> VersionLine.entry(copy, "table")));
                all.put(
                        new ModelName(name.getValue()),
                        new WrittenRelease(ModelVersion.parse(version.get()), table, settings(release)));
            }
        } catch (IllegalArgumentException noModel) {
            // No model could run under such a name or version.
            return;
        }
    }

    private static Map<String, String> settings(Node release) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (release instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && !key.getValue().equals("version")) {
                    settings.put(key.getValue(), said(entry.getValueNode(), 0));
                }
            }
        }
        return settings;
    }

    private static String said(Node node, int depth) {
        if (depth == DEEPEST) {
            return "…";
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(entry -> said(entry.getKeyNode(), depth + 1) + ": " + said(entry.getValueNode(), depth + 1))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(each -> said(each, depth + 1))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof ScalarNode scalar ? '"' + scalar.getValue().replace("\"", "\\\"") + '"' : "";
    }

    private static Optional<String> text(Optional<Node> node) {
        return node.filter(ScalarNode.class::isInstance).map(scalar -> ((ScalarNode) scalar).getValue());
    }
}
