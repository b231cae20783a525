package dev.slipway.cli.init;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.model.OnnxProgram;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody's trained graph: fields are made from its inputs and outputs, the golden set by scoring with it. */
record OnnxFile(Path file, Checkout checkout, Tool tool) implements Content {
    private static final Template MODEL = new Template("onnx/model.yaml", "model.yaml", "what goes in and out");
    private static final Template GOLDEN = new Template("onnx/golden.yaml", "model.yaml", "");
    private static final String GRAPH = "model.onnx";
    private static final List<String> KEYS = List.of("id", "row_id", "record_id", "slipway_id");

    @Override
    public Filled fill(Path folder, Map<String, String> words) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CliException(ExitCode.USAGE, "--onnx: there is no file " + file);
        }
        Map<String, Object> graph = new Inspection(new OnnxProgram(checkout, tool)).of(file);
        Map<?, ?> suggested = (Map<?, ?>) graph.get("suggested");
        List<Field> input = fields(suggested.get("input"));
        List<Field> output = fields(suggested.get("output"));
        List<String> notes =
                ((List<?>) graph.get("notes")).stream().map(String::valueOf).toList();
        Map<String, String> own = new LinkedHashMap<>(words);
        own.put("key", key(input, output));
        own.put("input", lines(input));
        own.put("output", lines(output));
        own.put(
                "notes",
                notes.stream().map(note -> "# To decide: " + note + "\n").collect(Collectors.joining()));
        own.put("golden", "");
        copy(folder);
        MODEL.write(folder, own);
        GoldenSet golden = new OnnxScoring(ModelFile.read(folder), new ModelImage(checkout, tool)).goldenSet();
        golden.write(folder.resolve("golden.csv"));
        own.put("actuals", golden.actuals());
        own.put("metrics", golden.metrics());
        own.put("golden", GOLDEN.text(own));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(MODEL.write(folder, own), MODEL.purpose());
        files.put(GRAPH, "your graph");
        files.put("golden.csv", golden.rows().size() + " random rows, scored by the graph itself");
        Template readme = Example.readme("onnx");
        files.put(readme.write(folder, own), readme.purpose());
        return new Filled(files, notes);
    }

    /**
     * Weights of a large graph lie in a file beside it, which the graph knows by its name; packing takes those named after
     * model.onnx.
     */
    private void copy(Path folder) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            for (Path weights : beside.filter(each -> isWeights(each, name)).toList()) {
                if (!name.equals(GRAPH)) {
                    throw new CliException(
                            ExitCode.BAD_CONFIGURATION,
                            "--onnx: " + weights + " looks like weights of " + name
                                    + ", which knows them by that name; export it as " + GRAPH
                                    + ", then they go with it");
                }
                Files.copy(weights, folder.resolve(weights.getFileName()));
            }
        }
        Files.copy(file, folder.resolve(GRAPH));
    }

    private static boolean isWeights(Path file, String graph) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && name.startsWith(graph) && name.endsWith("data");
    }

    private static List<Field> fields(Object suggested) {
        return ((Map<?, ?>) suggested)
                .entrySet().stream()
                        .map(field -> Field.parse(String.valueOf(field.getKey()), String.valueOf(field.getValue())))
                        .toList();
    }

    /** A name for the key that is none of the graph's, or its values would be taken for a feature. */
    private static String key(List<Field> input, List<Field> output) {
        return KEYS.stream()
                .filter(key -> Stream.concat(input.stream(), output.stream())
                        .noneMatch(field -> field.name().equalsIgnoreCase(key)))
                .findFirst()
                .orElseThrow();
    }

    private static String lines(List<Field> fields) {
        return fields.stream()
                .map(field ->
                        "  " + YamlWord.of(field.name()) + ": " + field.type().word() + "\n")
                .collect(Collectors.joining());
    }
}
