package dev.slipway.onnx;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What an ONNX file says of itself, read without ONNX Runtime: so a message can tell inputs and outputs of a graph that
 * ONNX Runtime refuses.
 *
 * @param opsets version of each operator set; the name of ONNX's own is empty
 * @param inputs without those that have a value in the file
 * @param labels the classes of a classifier, in the order of its probabilities; empty where the graph has none, or
 *     several that differ
 * @param zipMaps nodes that turn a row's probabilities into a map, by the output they make
 * @param weights files beside this one that hold parts of it
 */
record OnnxGraph(
        Path file,
        SortedMap<String, Long> opsets,
        List<GraphValue> inputs,
        List<GraphValue> outputs,
        List<String> labels,
        Map<String, OnnxNode> zipMaps,
        List<String> weights) {
    /** @throws InferenceException 78 where it is no ONNX file, or not all of one */
    static OnnxGraph read(Path file) {
        try {
            OnnxGraph graph = new OnnxGraphReader(file).read(new ProtoReader(bytes(file)));
            graph.demandWeights();
            return graph;
        } catch (IOException e) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, file + ": cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": expected an ONNX model, got something else or a part of one: " + e.getMessage(),
                    e);
        }
    }

    /** The classes that the columns of an output stand for; empty where the graph does not say. */
    List<String> labelsOf(GraphValue output) {
        if (output.kind() == GraphValue.Kind.MAPS) {
            OnnxNode zipMap = zipMaps.get(output.name());
            return zipMap == null ? List.of() : zipMap.classes();
        }
        return output.width() == labels.size() && labels.size() > 1 ? labels : List.of();
    }

    /** The file's bytes. */
    ByteBuffer bytes() {
        try {
            return bytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() == 0 || channel.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("it has " + channel.size() + " bytes, 1 to 2147483647 are possible");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    private void demandWeights() {
        for (String name : weights) {
            if (!Files.isRegularFile(file.resolveSibling(name))) {
                throw new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        file + ": the graph keeps weights in a file " + name
                                + ", which must lie beside it; there is none");
            }
        }
    }

    /** For messages: {@code the graph has the input X: float[N,4] and the output variable: float[N,1] (opset 17)}. */
    String told() {
        return "the graph has the inputs " + list(inputs) + " and the outputs " + list(outputs) + " (opset " + opset()
                + ")";
    }

    static String list(List<GraphValue> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(GraphValue::toString).collect(Collectors.joining(", "));
    }

    private String opset() {
        return opsets.entrySet().stream()
                .map(set -> set.getKey().isEmpty() ? set.getValue().toString() : set.getKey() + " " + set.getValue())
                .collect(Collectors.joining(", "));
    }
}
