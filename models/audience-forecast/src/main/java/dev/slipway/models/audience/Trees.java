package dev.slipway.models.audience;

import java.util.Arrays;
import java.util.List;

/**
 * Regression trees whose leaves are added up. A tree is written in preorder as one line: a split {@code feature:limit} is
 * followed by the tree for values up to the limit and then by the tree for those above; a leaf is a whole number. All
 * trees lie in one array, three numbers to a node, so that scoring touches little memory and makes no objects.
 */
public final class Trees {
    private static final int LEAF = -1;

    /** Per node: feature, limit, place of the node for values above; or {@link #LEAF}, value, nothing. */
    private int[] nodes = new int[1024];

    private int used;
    private final int[] roots;

    private Trees(int trees) {
        roots = new int[trees];
    }

    /** @throws IllegalArgumentException where a line is no tree; the message tells which */
    public static Trees parse(List<String> lines) {
        Trees trees = new Trees(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            trees.roots[i] = trees.used;
            String[] tokens = lines.get(i).split(" ");
            try {
                if (trees.read(tokens, 0) != tokens.length) {
                    throw new IllegalArgumentException("too many nodes");
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("tree " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return trees;
    }

    public int count() {
        return roots.length;
    }

    /** The sum of the leaves that the features lead to. */
    public int sum(int[] features) {
        int[] node = nodes;
        int sum = 0;
        for (int root : roots) {
            int at = root;
            for (int feature = node[at]; feature != LEAF; feature = node[at]) {
                at = features[feature] > node[at + 1] ? node[at + 2] : at + 3;
            }
            sum += node[at + 1];
        }
        return sum;
    }

    /** Reads the tree that starts at a token, and tells the token after it. */
    private int read(String[] tokens, int token) {
        if (token == tokens.length) {
            throw new IllegalArgumentException("a split without two branches");
        }
        int at = used;
        used += 3;
        if (used > nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
        }
        int colon = tokens[token].indexOf(':');
        if (colon < 0) {
            nodes[at] = LEAF;
            nodes[at + 1] = Integer.parseInt(tokens[token]);
            return token + 1;
        }
        nodes[at] = Integer.parseInt(tokens[token].substring(0, colon));
        nodes[at + 1] = Integer.parseInt(tokens[token].substring(colon + 1));
        if (nodes[at] < 0 || nodes[at] >= Feature.values().length) {
            throw new IllegalArgumentException("no feature " + nodes[at]);
        }
        int above = read(tokens, token + 1);
        nodes[at + 2] = used;
        return read(tokens, above);
    }
}
