package dev.slipway.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code ModelProto}; the numbers are those of the fields in onnx.proto. */
final class OnnxGraphReader {
    private final Path file;
    private final SortedMap<String, Long> opsets = new TreeMap<>();
    private final List<GraphValue> inputs = new ArrayList<>();
    private final List<GraphValue> outputs = new ArrayList<>();
    private final Set<String> initialized = new HashSet<>();
    private final Set<List<String>> labels = new LinkedHashSet<>();
    private final Map<String, OnnxNode> zipMaps = new HashMap<>();
    private final Set<String> weights = new LinkedHashSet<>();

    OnnxGraphReader(Path file) {
        this.file = file;
    }

    OnnxGraph read(ProtoReader model) {
        boolean hasGraph = false;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> {
                    hasGraph = true;
                    graph(model.message());
                }
                case 8 -> opset(model.message());
                default -> model.skip();
            }
        }
        if (!hasGraph || opsets.isEmpty()) {
            throw new IllegalArgumentException("it has no " + (hasGraph ? "operator set" : "graph"));
        }
        inputs.removeIf(input -> initialized.contains(input.name()));
        return new OnnxGraph(
                file,
                opsets,
                List.copyOf(inputs),
                List.copyOf(outputs),
                labels.size() == 1 ? labels.iterator().next() : List.of(),
                Map.copyOf(zipMaps),
                List.copyOf(weights));
    }

    private void opset(ProtoReader message) {
        String domain = "";
        long version = 0;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> domain = message.text();
                case 2 -> version = message.whole();
                default -> message.skip();
            }
        }
        opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    private void graph(ProtoReader message) {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> node(message.message());
                case 5 -> initializer(message.message());
                case 11 -> inputs.add(GraphValueReader.read(message.message()));
                case 12 -> outputs.add(GraphValueReader.read(message.message()));
                default -> message.skip();
            }
        }
    }

    private void initializer(ProtoReader message) {
        while (message.next()) {
            switch (message.field()) {
                case 8 -> initialized.add(message.text());
                case 13 -> external(message.message());
                default -> message.skip();
            }
        }
    }

    private void external(ProtoReader entry) {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        if (key.equals("location")) {
            weights.add(value);
        }
    }

    private void node(ProtoReader message) {
        OnnxNode node = OnnxNode.read(message);
        if (!node.classes().isEmpty()) {
            labels.add(node.classes());
        }
        if (node.isZipMap()) {
            zipMaps.put(node.outputs().get(0), node);
        }
    }
}
