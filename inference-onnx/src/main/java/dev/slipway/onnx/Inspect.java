package dev.slipway.onnx;

import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.onnx.GraphValue.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what an ONNX file is, as JSON on standard output, with fields that {@code model.yaml} could have:
 *
 * <pre>{@code java -cp inference-onnx.jar dev.slipway.onnx.Inspect model.onnx}</pre>
 *
 * Ends with 64 without a file, with 78 and one line on standard error where ONNX Runtime cannot run it.
 */
public final class Inspect {
    private Inspect() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: Inspect model.onnx");
            System.exit(ExitCode.USAGE.code());
        }
        try {
            System.out.println(inspect(Path.of(args[0])));
            // In good order: ONNX Runtime removes its temporary folder at the end.
            System.exit(ExitCode.DONE.code());
        } catch (InferenceException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode().code());
        }
    }

    /** @throws InferenceException 78 where the file is no ONNX file, or one that ONNX Runtime cannot run */
    static String inspect(Path file) {
        OnnxGraph read = OnnxGraph.read(file);
        try (OrtSession session = Sessions.open(read)) {
            OnnxGraph graph = Shapes.completed(read, session);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("opset", graph.opsets().getOrDefault("", 0L));
            Map<String, Object> others = new LinkedHashMap<>(graph.opsets());
            others.remove("");
            json.put("opsets", others);
            json.put("inputs", graph.inputs().stream().map(Inspect::value).toList());
            json.put("outputs", graph.outputs().stream().map(Inspect::value).toList());
            json.put("labels", graph.labels());
            Suggestion suggestion = Suggestion.of(graph);
            Map<String, Object> suggested = new LinkedHashMap<>();
            suggested.put("input", suggestion.input());
            suggested.put("output", suggestion.output());
            json.put("suggested", suggested);
            json.put("notes", suggestion.notes());
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json);
        } catch (ai.onnxruntime.OrtException | IOException e) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> value(GraphValue value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", value.name());
        json.put("type", value.typeText());
        json.put("shape", value.shape() == null ? null : dimensions(value.shape()));
        return json;
    }

    private static List<Object> dimensions(List<Dimension> shape) {
        return shape.stream()
                .map(each -> each.size() >= 0 ? (Object) each.size() : each.toString())
                .toList();
    }
}
