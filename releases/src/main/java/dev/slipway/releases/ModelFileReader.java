package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code model.yaml} key by key; rules that need more than one key are {@link ModelRules}. */
final class ModelFileReader {
    private ModelFileReader() {}

    static ModelFile read(Path folder) {
        Problems problems = new Problems(folder.toAbsolutePath().normalize().getFileName() + "/" + ModelFile.FILE);
        Section file = YamlDocument.read(
                folder.resolve(ModelFile.FILE), "name: audience-forecast, version: 1.0.0, …", problems);
        ModelFile model = file == null ? null : model(folder, file);
        problems.throwIfAny();
        return model;
    }

    private static ModelFile model(Path folder, Section file) {
        ModelName name = file.need("name", "audience-forecast", value -> value.parse(ModelName::new));
        ModelVersion version = file.need("version", "1.4.2", value -> value.parse(ModelVersion::parse));
        String description = file.take("description", "Forecasts the audience of programmes", "", Value::text);
        ModelRuntime runtime =
                file.need("runtime", "java", value -> value.parse(text -> Word.parse(ModelRuntime.class, text)));
        List<String> key = file.need("key", "[programme_id, air_date]", value -> value.list("air_date", Value::text));
        List<Field> input = file.need("input", "{programme_id: string, slot: int?}", FieldReader::fields);
        List<Field> output = file.need("output", "{programme_id: string, viewers: double}", FieldReader::fields);
        String golden = file.take("golden", "golden.csv", null, value -> value.parse(text -> golden(folder, text)));
        List<Metric> metrics = file.take("metrics", "{rmse: {max: 0.45}}", List.of(), Metric::all);
        Map<String, String> actuals = file.take(
                "actuals", "{viewers: actual_viewers}", usualActuals(metrics, key, output), ModelFileReader::actuals);
        Double tolerance = file.take("tolerance", "0.000001", 0.0, ModelFileReader::tolerance);
        List<String> variables = file.take(
                "variables",
                "[HORIZON_DAYS]",
                List.of(),
                value -> value.list("HORIZON_DAYS", each -> each.parse(Variables::name)));
        OnnxWiring onnx = file.take("onnx", "{outputs: {viewers: variable}}", null, OnnxWiring::read);
        if (onnx != null && runtime != null && runtime != ModelRuntime.ONNX) {
            file.report("onnx", "only a model of the runtime onnx has this section");
        }

        ModelRules rules = new ModelRules(file, key, input, output, actuals);
        rules.check(golden, metrics);
        return file.build(() -> new ModelFile(
                folder,
                name,
                version,
                description,
                runtime,
                key,
                input,
                output,
                golden,
                actuals,
                metrics.stream().map(rules::threshold).toList(),
                tolerance,
                variables,
                onnx));
    }

    private static String golden(Path folder, String text) {
        if (!text.matches("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")) {
            throw new IllegalArgumentException(
                    "expected a file in the model's folder such as golden.csv, got \"" + text + '"');
        }
        if (!Files.isRegularFile(folder.resolve(text))) {
            throw new IllegalArgumentException("expected a file, there is no " + text + " beside model.yaml");
        }
        return text;
    }

    private static Map<String, String> actuals(Value value) {
        Section actuals = value.section();
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> all = actuals.all("actual_viewers", (output, column) -> {
            Field.parse(column.text(), "string");
            return columns.computeIfAbsent(output, ignored -> column.text());
        });
        return all == null ? null : Collections.unmodifiableMap(columns);
    }

    /** Where metrics are, and the key leaves one output field, nobody needs to be told whose truth they need. */
    private static Map<String, String> usualActuals(List<Metric> metrics, List<String> key, List<Field> output) {
        List<String> predicted = metrics == null || metrics.isEmpty() || key == null || output == null
                ? List.of()
                : output.stream()
                        .map(Field::name)
                        .filter(name -> !key.contains(name))
                        .toList();
        return predicted.size() == 1 ? Map.of(predicted.get(0), "actual_" + predicted.get(0)) : Map.of();
    }

    private static double tolerance(Value value) {
        double tolerance = value.number();
        if (tolerance < 0 || tolerance >= 1) {
            throw value.expected("a number from 0 to less than 1");
        }
        return tolerance;
    }
}
