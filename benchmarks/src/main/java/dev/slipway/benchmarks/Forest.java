package dev.slipway.benchmarks;

import java.util.Random;

/**
 * A gradient-boosted model as they come out of training: 100 complete trees of depth 6 over 30 features between 0 and 1,
 * made from a fixed seed. Nodes lie level by level: the children of node {@code n} are {@code 2n + 1} and {@code 2n + 2}.
 */
final class Forest {
    static final int FEATURES = 30;
    static final int TREES = 100;
    static final int DEPTH = 6;
    /** Inner nodes of a tree. */
    static final int NODES = (1 << DEPTH) - 1;

    static final int LEAVES = 1 << DEPTH;

    private final int[] features = new int[TREES * NODES];
    private final float[] thresholds = new float[TREES * NODES];
    private final float[] leaves = new float[TREES * LEAVES];

    Forest() {
        Random random = new Random(30);
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextInt(FEATURES);
            thresholds[i] = random.nextFloat();
        }
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = (float) random.nextGaussian() / TREES;
        }
    }

    int feature(int tree, int node) {
        return features[tree * NODES + node];
    }

    /** A row goes left where its feature is at most this. */
    float threshold(int tree, int node) {
        return thresholds[tree * NODES + node];
    }

    float leaf(int tree, int leaf) {
        return leaves[tree * LEAVES + leaf];
    }

    /** The sum of the leaves that a row, {@link #FEATURES} values from a position on, falls into. */
    float score(float[] rows, int at) {
        float sum = 0;
        for (int tree = 0; tree < TREES; tree++) {
            int base = tree * NODES;
            int node = 0;
            for (int level = 0; level < DEPTH; level++) {
                node = 2 * node + (rows[at + features[base + node]] <= thresholds[base + node] ? 1 : 2);
            }
            sum += leaves[tree * LEAVES + node - NODES];
        }
        return sum;
    }
}
