package dev.slipway.onnx;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param kind what it is
 * @param key of maps: the keys' type; else null
 * @param type the elements' type, of maps the values'
 * @param shape of a tensor: the extent of each dimension; null where the graph does not say how many there are
 */
record GraphValue(String name, Kind kind, ElementType key, ElementType type, List<Dimension> shape) {
    enum Kind {
        TENSOR,
        /** What ZipMap makes: a map for each row. */
        MAPS,
        /** What a row of numbers cannot be: a sequence of tensors, a sparse tensor, an optional. */
        OTHER
    }

    /**
     * @param size -1 where it is not fixed
     * @param name such as {@code N}, or empty
     */
    record Dimension(long size, String name) {
        @Override
        public String toString() {
            return size >= 0 ? Long.toString(size) : name.isEmpty() ? "?" : name;
        }
    }

    GraphValue withShape(List<Dimension> known) {
        return new GraphValue(name, kind, key, type, known);
    }

    /** The extent of the first dimension, the rows; -1 where any number of them may come together. */
    long rows() {
        return shape == null || shape.isEmpty() ? -1 : shape.get(0).size();
    }

    /** How many values each row has: 1 for {@code [N]}; -1 where the graph does not say. */
    long width() {
        return shape == null ? -1 : shape.size() < 2 ? 1 : shape.get(1).size();
    }

    /** Whether it is a vector or a matrix, or may be one. */
    boolean isTable() {
        return kind == Kind.TENSOR && (shape == null || shape.size() == 1 || shape.size() == 2);
    }

    /** The type without the shape: {@code float}, {@code sequence(map(string,float))}. */
    String typeText() {
        return switch (kind) {
            case TENSOR -> type.word();
            case MAPS -> "sequence(map(" + key.word() + "," + type.word() + "))";
            case OTHER -> "no tensor";
        };
    }

    /** As messages name it: {@code X: float[N,4]}. */
    @Override
    public String toString() {
        return name + ": " + typeText() + (kind != Kind.TENSOR ? "" : shape == null ? "[…]" : dimensions());
    }

    private String dimensions() {
        return shape.stream().map(Dimension::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
