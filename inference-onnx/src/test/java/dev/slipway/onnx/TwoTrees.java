package dev.slipway.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * Two small trees, once as attributes of a graph and once as plain Java:
 *
 * <pre>
 * slot ≤ 40 ?  lead_in ≤ 0.75 (missing: yes) ?  0.5 : 2.25        slot ≤ 20 ?  -0.125 : 0.25
 *           :  1.0
 * </pre>
 */
final class TwoTrees {
    private TwoTrees() {}

    /** What the trees give, as the contract writes it. */
    static List<String> scores(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Double.toString(first(row[0], row[1]) + second(row[0])))
                .toList();
    }

    private static double first(double slot, double leadIn) {
        if (!(slot <= 40)) {
            return 1.0;
        }
        return Double.isNaN(leadIn) || leadIn <= 0.75 ? 0.5 : 2.25;
    }

    private static double second(double slot) {
        return slot <= 20 ? -0.125 : 0.25;
    }

    /** Attributes of {@code TreeEnsembleRegressor}; its classifier calls the leaves' values {@code class}. */
    static Proto[] nodes(String leaves) {
        return new Proto[] {
            Graph.ints("nodes_treeids", 0, 0, 0, 0, 0, 1, 1, 1),
            Graph.ints("nodes_nodeids", 0, 1, 2, 3, 4, 0, 1, 2),
            Graph.ints("nodes_featureids", 0, 1, 0, 0, 0, 0, 0, 0),
            Graph.texts(
                    "nodes_modes", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF"),
            Graph.reals("nodes_values", 40f, 0.75f, 0f, 0f, 0f, 20f, 0f, 0f),
            Graph.ints("nodes_truenodeids", 1, 3, 0, 0, 0, 1, 0, 0),
            Graph.ints("nodes_falsenodeids", 2, 4, 0, 0, 0, 2, 0, 0),
            Graph.ints("nodes_missing_value_tracks_true", 0, 1, 0, 0, 0, 0, 0, 0),
            Graph.ints(leaves + "_treeids", 0, 0, 0, 1, 1),
            Graph.ints(leaves + "_nodeids", 3, 4, 2, 1, 2),
            Graph.ints(leaves + "_ids", 0, 0, 0, 0, 0),
            Graph.reals(leaves + "_weights", 0.5f, 2.25f, 1f, -0.125f, 0.25f),
            Graph.number("n_targets", 1)
        };
    }

    /** The same for {@code TreeEnsemble}, where splits and leaves are numbered apart. */
    static Proto[] fifth() {
        return new Proto[] {
            Graph.ints("tree_roots", 0, 2),
            Graph.ints("nodes_featureids", 0, 1, 0),
            Graph.floatsAttribute("nodes_splits", 40f, 0.75f, 20f),
            Graph.bytesAttribute("nodes_modes", 0, 0, 0),
            Graph.ints("nodes_truenodeids", 1, 0, 3),
            Graph.ints("nodes_trueleafs", 0, 1, 1),
            Graph.ints("nodes_falsenodeids", 2, 1, 4),
            Graph.ints("nodes_falseleafs", 1, 1, 1),
            Graph.ints("nodes_missing_value_tracks_true", 0, 1, 0),
            Graph.ints("leaf_targetids", 0, 0, 0, 0, 0),
            Graph.floatsAttribute("leaf_weights", 0.5f, 2.25f, 1f, -0.125f, 0.25f),
            Graph.number("n_targets", 1)
        };
    }
}
