package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What an earlier state of an environment's file says of a model, as far as a change is compared with it. An earlier
 * state need not keep today's rules, so that only this is looked at and what cannot be read is left out.
 *
 * @param version that it names
 * @param table that it copies to; empty where it copies nothing
 */
public record EarlierRelease(ModelVersion version, Optional<String> table) {
    /** The models of a file's text, in its order. */
    public static Map<ModelName, EarlierRelease> all(String text) {
        Map<ModelName, EarlierRelease> all = new LinkedHashMap<>();
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

    private static void add(NodeTuple entry, Map<ModelName, EarlierRelease> all) {
        try {
            Node release = entry.getValueNode();
            Optional<String> version = text(VersionLine.entry(release, "version"));
            if (version.isPresent() && entry.getKeyNode() instanceof ScalarNode name) {
                Optional<String> table =
                        text(VersionLine.entry(release, "copy").flatMap(copy -> VersionLine.entry(copy, "table")));
                all.put(new ModelName(name.getValue()), new EarlierRelease(ModelVersion.parse(version.get()), table));
            }
        } catch (IllegalArgumentException noModel) {
            // No model could run under such a name or version.
            return;
        }
    }

    private static Optional<String> text(Optional<Node> node) {
        return node.filter(ScalarNode.class::isInstance).map(scalar -> ((ScalarNode) scalar).getValue());
    }
}
