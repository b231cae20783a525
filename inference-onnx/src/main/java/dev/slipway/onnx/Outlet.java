package dev.slipway.onnx;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.util.List;

/** Which output fields come from an output of the graph. */
record Outlet(GraphValue value, List<Target> targets) {
    /**
     * @param position of the field in the manifest's output
     * @param column of the graph's output; 0 where it has one
     */
    record Target(Field field, int position, int column) {}

    /** Columns that the graph's output has at least. */
    int width() {
        int width = 1;
        for (Target target : targets) {
            width = Math.max(width, target.column() + 1);
        }
        return width;
    }

    /** Why a field cannot come from an output of the graph, and what would be right; null where it can. */
    static String mismatch(Field field, GraphValue value) {
        if (fits(field.type(), value.type())) {
            return null;
        }
        String right = Suggestion.fieldType(value.type());
        return "output field " + Feed.told(field) + " cannot come from " + value + ": "
                + (right == null ? "no field holds " + value.type().word() : "make it " + right);
    }

    private static boolean fits(FieldType field, ElementType type) {
        return switch (field) {
            case STRING -> type == ElementType.STRING;
            case DOUBLE -> type.isReal() || type.isWhole();
            case INT, LONG -> type.isWhole();
            case BOOLEAN -> type == ElementType.BOOL || type.isWhole();
            case DATE, TIMESTAMP -> false;
        };
    }
}
