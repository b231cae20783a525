package dev.slipway.models.audience.development.training;

import dev.slipway.models.audience.Feature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** One CART tree by Tribuo, and its line in the artefact. */
final class RegressionTree {
    private static final String TARGET = "root";
    private static final String[] NAMES =
            Arrays.stream(Feature.values()).map(Feature::word).toArray(String[]::new);
    private static final int DEPTH = 6;
    /** The weight that a leaf must carry, at the least. */
    private static final float LEAST_WEIGHT = 10;

    private final MutableDataset<Regressor> data;
    private final double leafScale;
    private final long seed;

    /** @param leafScale what a leaf's value is multiplied by before it is rounded to a whole number */
    RegressionTree(double leafScale, long seed) {
        RegressionFactory factory = new RegressionFactory();
        this.data = new MutableDataset<>(
                new SimpleDataSourceProvenance("programmes", Instant.EPOCH.atOffset(ZoneOffset.UTC), factory), factory);
        this.leafScale = leafScale;
        this.seed = seed;
    }

    void add(int[] features, double target, double weight) {
        double[] values = Arrays.stream(features).asDoubleStream().toArray();
        ArrayExample<Regressor> example = new ArrayExample<>(new Regressor(TARGET, target), NAMES, values);
        example.setWeight((float) weight);
        data.add(example);
    }

    String grow() {
        CARTJointRegressionTrainer trainer =
                new CARTJointRegressionTrainer(DEPTH, LEAST_WEIGHT, 0, 1, false, new MeanSquaredError(), false, seed);
        TreeModel<Regressor> tree = trainer.train(data);
        StringBuilder line = new StringBuilder();
        write(tree.getRoot(), tree.getFeatureIDMap(), line);
        return line.toString().trim();
    }

    private void write(Node<Regressor> node, ImmutableFeatureMap ids, StringBuilder line) {
        if (node instanceof SplitNode<Regressor> split) {
            String name = ids.get(split.getFeatureID()).getName();
            // Features are whole numbers: "above 4.5" is "above 4".
            long limit = (long) Math.floor(split.splitValue());
            line.append(Arrays.asList(NAMES).indexOf(name))
                    .append(':')
                    .append(limit)
                    .append(' ');
            write(split.getLessThanOrEqual(), ids, line);
            write(split.getGreaterThan(), ids, line);
        } else if (node instanceof LeafNode<Regressor> leaf) {
            line.append(Math.round(leafScale * leaf.getOutput().getValues()[0])).append(' ');
        }
    }
}
