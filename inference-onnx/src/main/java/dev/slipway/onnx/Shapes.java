package dev.slipway.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.slipway.onnx.GraphValue.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shapes that a graph does not declare, as ONNX Runtime has inferred them. */
final class Shapes {
    private Shapes() {}

    /** Whether the graph declares them all. */
    static boolean areKnown(OnnxGraph graph) {
        for (GraphValue output : graph.outputs()) {
            if (output.shape() == null) {
                return false;
            }
        }
        return true;
    }

    static OnnxGraph completed(OnnxGraph graph, OrtSession session) throws OrtException {
        return new OnnxGraph(
                graph.file(),
                graph.opsets(),
                graph.inputs(),
                completed(graph.outputs(), session.getOutputInfo()),
                graph.labels(),
                graph.zipMaps(),
                graph.weights());
    }

    private static List<GraphValue> completed(List<GraphValue> values, Map<String, NodeInfo> known) {
        return values.stream()
                .map(value -> completed(value, known.get(value.name())))
                .toList();
    }

    /** ONNX Runtime gives no dimension both for a scalar and where it does not know. */
    private static GraphValue completed(GraphValue value, NodeInfo known) {
        boolean inferred = value.shape() == null
                && known != null
                && known.getInfo() instanceof TensorInfo info
                && info.getShape().length > 0;
        return inferred ? value.withShape(dimensions((TensorInfo) known.getInfo())) : value;
    }

    private static List<Dimension> dimensions(TensorInfo info) {
        return Arrays.stream(info.getShape())
                .mapToObj(size -> new Dimension(size, ""))
                .toList();
    }
}
