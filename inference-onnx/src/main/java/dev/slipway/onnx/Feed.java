package dev.slipway.onnx;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.util.List;

/**
 * Which input fields go into an input of the graph, in the order of its columns.
 *
 * @param positions of the fields in the manifest's input
 */
record Feed(GraphValue value, List<Field> fields, int[] positions) {
    /** Why a field cannot go into an input of the graph, and what would be right; null where it can. */
    static String mismatch(Field field, GraphValue value) {
        ElementType type = value.type();
        String told = "input field " + told(field) + " cannot go into " + value + ": ";
        if (!fits(field.type(), type)) {
            return told + right(field.type(), type);
        }
        if (field.nullable() && !type.isReal() && type != ElementType.STRING) {
            return told + "a tensor of " + type.word() + " has no missing value; make it "
                    + field.type().word() + " without ?, or the graph's input float";
        }
        return null;
    }

    private static boolean fits(FieldType field, ElementType type) {
        return switch (field) {
            case STRING -> type == ElementType.STRING;
            case DOUBLE -> type.isReal();
            case INT, LONG -> type.isReal() || type.isWhole();
            case BOOLEAN -> type.isReal() || type.isWhole() || type == ElementType.BOOL;
            case DATE -> type.isReal() || type == ElementType.INT32 || type == ElementType.INT64;
            case TIMESTAMP -> type == ElementType.DOUBLE || type == ElementType.INT64;
        };
    }

    private static String right(FieldType field, ElementType type) {
        if (type.isReal()) {
            return "it takes double, int, long or boolean (or a date, as days since 1970-01-01)";
        }
        if (type.isWhole()) {
            return "it takes int, long or boolean";
        }
        return switch (type) {
            case STRING -> "it takes string";
            case BOOL -> "it takes boolean";
            default -> "no field's type goes into a tensor of " + type.word() + "; export the model with float";
        };
    }

    static String told(Field field) {
        return field.name() + ": " + field.type().word() + (field.nullable() ? "?" : "");
    }
}
