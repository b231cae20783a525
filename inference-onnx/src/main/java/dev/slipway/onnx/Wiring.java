package dev.slipway.onnx;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.yaml} says in its section {@code onnx}, where names alone do not tell which field goes where. It lies
 * beside the graph as {@code onnx.json}.
 *
 * @param inputs input of the graph to the fields that it takes, in order
 * @param outputs output field to the output of the graph it comes from, {@code name} or {@code name[class]}
 */
record Wiring(Map<String, List<String>> inputs, Map<String, String> outputs) {
    static final String FILE = "onnx.json";
    static final Wiring NONE = new Wiring(Map.of(), Map.of());

    /** The one in a model folder; {@link #NONE} where there is none. */
    static Wiring in(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
            Map<String, List<String>> inputs = new LinkedHashMap<>();
            map(json.get("inputs"))
                    .forEach((name, fields) -> inputs.put(
                            name.toString(),
                            ((List<?>) fields).stream().map(Object::toString).toList()));
            Map<String, String> outputs = new LinkedHashMap<>();
            map(json.get("outputs")).forEach((field, output) -> outputs.put(field.toString(), output.toString()));
            return new Wiring(inputs, outputs);
        } catch (IOException | ClassCastException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": expected {\"inputs\":{\"X\":[\"field\"]},\"outputs\":{\"field\":\"output\"}}, got " + e,
                    e);
        }
    }

    private static Map<?, ?> map(Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }
}
