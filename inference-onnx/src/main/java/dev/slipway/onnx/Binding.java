package dev.slipway.onnx;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a graph and a manifest fit together.
 *
 * @param rows how many rows the graph takes at a time; 0 where that is free
 */
record Binding(OnnxGraph graph, List<Feed> feeds, List<Outlet> outlets, int rows) {
    /** @throws InferenceException 78 with everything that does not fit, and what there is on both sides */
    static Binding of(OnnxGraph graph, Manifest manifest, Wiring wiring) {
        List<String> problems = new ArrayList<>();
        List<Feed> feeds = new InputMatch(manifest, wiring, problems).match(graph);
        List<Outlet> outlets = new OutputMatch(graph, manifest, wiring, problems).match();
        if (outlets.isEmpty() && problems.isEmpty()) {
            problems.add("no output field comes from the graph: all are copies of input fields");
        }
        int rows = rows(graph, problems);
        if (!problems.isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    graph.file() + " does not fit the manifest: " + String.join("; ", problems) + " -- " + graph.told()
                            + "; the manifest has the input fields " + list(manifest.input())
                            + " and the output fields "
                            + list(manifest.output()) + ", key " + String.join(", ", manifest.key()));
        }
        return new Binding(graph, feeds, outlets, rows);
    }

    private static int rows(OnnxGraph graph, List<String> problems) {
        List<Long> fixed = graph.inputs().stream()
                .map(GraphValue::rows)
                .filter(rows -> rows >= 0)
                .distinct()
                .toList();
        if (fixed.size() > 1 || fixed.contains(0L)) {
            problems.add("the inputs take different numbers of rows: " + OnnxGraph.list(graph.inputs())
                    + "; their first dimension must be open, or the same");
        }
        return fixed.isEmpty() ? 0 : Math.toIntExact(Math.min(fixed.get(0), Integer.MAX_VALUE));
    }

    private static String list(List<Field> fields) {
        return fields.stream().map(Feed::told).collect(Collectors.joining(", "));
    }
}
