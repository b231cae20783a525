package dev.slipway.benchmarks;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The {@link Forest} as an ONNX file: one tree ensemble from {@code features}, float[N,30], to {@code score}, float[N,1]. */
final class ForestGraph {
    /** Kinds of attributes, and a tensor's type, as onnx.proto numbers them. */
    private static final int INT = 2;

    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;
    private static final int FLOAT_TENSOR = 1;

    /** All nodes of a tree, leaves included. */
    private static final int ALL = Forest.NODES + Forest.LEAVES;

    private ForestGraph() {}

    private interface Message {
        void write(CodedOutputStream out) throws IOException;
    }

    private interface Values {
        void write(CodedOutputStream out, int tree, int node) throws IOException;
    }

    static byte[] bytes() {
        return message(model -> {
            model.writeInt64(1, 8);
            model.writeByteArray(7, graph());
            model.writeByteArray(8, opset("", 15));
            model.writeByteArray(8, opset("ai.onnx.ml", 3));
        });
    }

    private static byte[] opset(String domain, int version) {
        return message(opset -> {
            opset.writeString(1, domain);
            opset.writeInt64(2, version);
        });
    }

    private static byte[] graph() {
        return message(graph -> {
            graph.writeByteArray(1, message(ForestGraph::ensemble));
            graph.writeString(2, "forest");
            graph.writeByteArray(11, value("features", Forest.FEATURES));
            graph.writeByteArray(12, value("score", 1));
        });
    }

    private static byte[] value(String name, int width) {
        byte[] open = message(dimension -> dimension.writeString(2, "N"));
        byte[] columns = message(dimension -> dimension.writeInt64(1, width));
        byte[] shape = message(dimensions -> {
            dimensions.writeByteArray(1, open);
            dimensions.writeByteArray(1, columns);
        });
        byte[] tensor = message(type -> {
            type.writeInt32(1, FLOAT_TENSOR);
            type.writeByteArray(2, shape);
        });
        return message(value -> {
            value.writeString(1, name);
            value.writeByteArray(2, message(type -> type.writeByteArray(1, tensor)));
        });
    }

    private static void ensemble(CodedOutputStream node) throws IOException {
        Forest forest = new Forest();
        node.writeString(1, "features");
        node.writeString(2, "score");
        node.writeString(4, "TreeEnsembleRegressor");
        node.writeString(7, "ai.onnx.ml");
        node.writeByteArray(5, message(attribute -> {
            attribute.writeString(1, "n_targets");
            attribute.writeInt64(3, 1);
            attribute.writeInt32(20, INT);
        }));
        node.writeByteArray(5, nodes("nodes_treeids", INTS, (out, tree, n) -> out.writeInt64(8, tree)));
        node.writeByteArray(5, nodes("nodes_nodeids", INTS, (out, tree, n) -> out.writeInt64(8, n)));
        node.writeByteArray(
                5,
                nodes(
                        "nodes_featureids",
                        INTS,
                        (out, tree, n) -> out.writeInt64(8, isLeaf(n) ? 0 : forest.feature(tree, n))));
        node.writeByteArray(
                5,
                nodes(
                        "nodes_values",
                        FLOATS,
                        (out, tree, n) -> out.writeFloat(7, isLeaf(n) ? 0 : forest.threshold(tree, n))));
        node.writeByteArray(
                5,
                nodes("nodes_modes", STRINGS, (out, tree, n) -> out.writeString(9, isLeaf(n) ? "LEAF" : "BRANCH_LEQ")));
        node.writeByteArray(
                5, nodes("nodes_truenodeids", INTS, (out, tree, n) -> out.writeInt64(8, isLeaf(n) ? 0 : 2 * n + 1)));
        node.writeByteArray(
                5, nodes("nodes_falsenodeids", INTS, (out, tree, n) -> out.writeInt64(8, isLeaf(n) ? 0 : 2 * n + 2)));
        node.writeByteArray(5, leaves("target_treeids", INTS, (out, tree, leaf) -> out.writeInt64(8, tree)));
        node.writeByteArray(
                5, leaves("target_nodeids", INTS, (out, tree, leaf) -> out.writeInt64(8, Forest.NODES + leaf)));
        node.writeByteArray(5, leaves("target_ids", INTS, (out, tree, leaf) -> out.writeInt64(8, 0)));
        node.writeByteArray(
                5, leaves("target_weights", FLOATS, (out, tree, leaf) -> out.writeFloat(7, forest.leaf(tree, leaf))));
    }

    private static boolean isLeaf(int node) {
        return node >= Forest.NODES;
    }

    private static byte[] nodes(String name, int kind, Values values) {
        return attribute(name, kind, ALL, values);
    }

    private static byte[] leaves(String name, int kind, Values values) {
        return attribute(name, kind, Forest.LEAVES, values);
    }

    private static byte[] attribute(String name, int kind, int count, Values values) {
        return message(attribute -> {
            attribute.writeString(1, name);
            for (int tree = 0; tree < Forest.TREES; tree++) {
                for (int i = 0; i < count; i++) {
                    values.write(attribute, tree, i);
                }
            }
            attribute.writeInt32(20, kind);
        });
    }

    private static byte[] message(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            message.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
