package dev.slipway.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fields for {@code model.yaml} that suit a graph by the conventions alone, name to type; the key is still to be added.
 *
 * @param notes what a person has to decide
 */
record Suggestion(Map<String, String> input, Map<String, String> output, List<String> notes) {
    static Suggestion of(OnnxGraph graph) {
        Suggestion suggestion = new Suggestion(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        graph.inputs()
                .forEach(input ->
                        suggestion.add(suggestion.input, input, graph.inputs().size() == 1, List.of()));
        graph.outputs().forEach(output -> suggestion.add(suggestion.output, output, false, graph.labelsOf(output)));
        return suggestion;
    }

    private void add(Map<String, String> fields, GraphValue value, boolean alone, List<String> labels) {
        String type = fieldType(value.type());
        if (type == null || !value.isTable() && value.kind() != GraphValue.Kind.MAPS) {
            notes.add(value + " cannot be a column or columns of a table");
        } else if (value.kind() == GraphValue.Kind.MAPS || value.width() != 1) {
            addMany(fields, value, type, alone, labels);
        } else {
            put(fields, name(value), type);
        }
    }

    private void addMany(
            Map<String, String> fields, GraphValue value, String type, boolean alone, List<String> labels) {
        if (!labels.isEmpty()) {
            labels.forEach(label -> put(fields, "probability_" + FieldNames.plain(label), type));
        } else if (value.width() > 0) {
            String prefix = alone ? "feature" : name(value);
            for (int i = 1; i <= value.width(); i++) {
                put(fields, prefix + "_" + i, type);
            }
        } else {
            notes.add(value + " does not say how many columns it has: name each of them, in its order");
            put(fields, (alone ? "feature" : name(value)) + "_1", type);
        }
    }

    private void put(Map<String, String> fields, String name, String type) {
        if (fields.putIfAbsent(name, type) != null) {
            notes.add("two columns would be called " + name + ": give them names, and say in onnx: which is which");
        }
    }

    private static String name(GraphValue value) {
        String plain = FieldNames.plain(value.name());
        return plain.isEmpty() ? "value" : plain.length() > 40 ? plain.substring(0, 40) : plain;
    }

    /** The field type that holds every value of a tensor type; null where none does. */
    static String fieldType(ElementType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16 -> "double";
            case INT8, UINT8, INT16, INT32 -> "int";
            case INT64 -> "long";
            case BOOL -> "boolean";
            case STRING -> "string";
            default -> null;
        };
    }
}
