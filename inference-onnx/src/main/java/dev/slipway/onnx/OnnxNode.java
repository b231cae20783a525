package dev.slipway.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * An operator in a graph.
 *
 * @param classes of a classifier or ZipMap: the names of the classes, in the order of their probabilities; else empty
 */
record OnnxNode(String operator, List<String> inputs, List<String> outputs, List<String> classes) {
    /** Whether it only gives names to the columns of a matrix. */
    boolean isZipMap() {
        return operator.equals("ZipMap") && inputs.size() == 1 && outputs.size() == 1 && !classes.isEmpty();
    }

    /** Reads {@code NodeProto}. */
    static OnnxNode read(ProtoReader message) {
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> inputs.add(message.text());
                case 2 -> outputs.add(message.text());
                case 4 -> operator = message.text();
                case 5 -> classes.addAll(classes(message.message()));
                default -> message.skip();
            }
        }
        return new OnnxNode(operator, inputs, outputs, List.copyOf(classes));
    }

    /**
     * What an attribute names as classes; every operator that has them calls it so. The name comes first, and what else
     * an attribute holds, all nodes of a forest perhaps, is not looked at.
     */
    private static List<String> classes(ProtoReader message) {
        boolean wanted = false;
        List<String> values = new ArrayList<>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> {
                    wanted = message.text().startsWith("classlabels_");
                    if (!wanted) {
                        return List.of();
                    }
                }
                case 8 -> {
                    for (long value : message.wholes()) {
                        values.add(Long.toString(value));
                    }
                }
                case 9 -> values.add(message.text());
                default -> message.skip();
            }
        }
        return wanted ? values : List.of();
    }
}
