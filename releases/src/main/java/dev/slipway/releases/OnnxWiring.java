package dev.slipway.releases;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes where in an ONNX model, where the names of the fields do not tell: the section {@code onnx} of
 * {@code model.yaml}. Whether the graph has such inputs and outputs is checked when it is packed.
 *
 * @param inputs input of the graph to the fields that it takes, in order
 * @param outputs output field to an output of the graph, {@code name} or {@code name[class]}
 */
public record OnnxWiring(Map<String, List<String>> inputs, Map<String, String> outputs) {
    /** The wiring's name in the model folder. */
    public static final String FILE = "onnx.json";

    public OnnxWiring {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    static OnnxWiring read(Value value) {
        Section section = value.section();
        Map<String, List<String>> inputs = section.take("inputs", "{X: [slot]}", Map.of(), OnnxWiring::inputs);
        Map<String, String> outputs = section.take("outputs", "{viewers: variable}", Map.of(), OnnxWiring::outputs);
        return section.build(() -> new OnnxWiring(inputs, outputs));
    }

    private static Map<String, List<String>> inputs(Value value) {
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        List<?> all = value.section().all("[slot]", (name, fields) -> {
            List<String> read = fields.list("slot", Value::text);
            inputs.put(name, read);
            return read;
        });
        return all == null ? null : inputs;
    }

    private static Map<String, String> outputs(Value value) {
        Map<String, String> outputs = new LinkedHashMap<>();
        List<?> all = value.section().all("variable", (field, output) -> {
            outputs.put(field, output.text());
            return outputs.get(field);
        });
        return all == null ? null : outputs;
    }
}
