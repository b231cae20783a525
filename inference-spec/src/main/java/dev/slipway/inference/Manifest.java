package dev.slipway.inference;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an image says of itself: {@code describe} prints it, and the same JSON is a label of the image. It is made from
 * {@code model.yaml} when the image is built and lies beside the model as {@code manifest.json}.
 *
 * @param spec version of the specification, {@code MAJOR.MINOR}; a reader refuses another major
 * @param key the output fields that name a row; all of them not null
 * @param actuals output field to the input column that holds its truth, where the input has it (golden set, backtests)
 * @param goldenSha256 SHA-256 of {@code golden.csv} in hexadecimal, so that two versions' metrics are known to be
 *     comparable; null where the model has no golden set
 * @param tolerance relative difference between two runs of the same input that still counts as the same, for models
 *     that add floats in several threads; 0 where every byte must agree
 * @param variables names of the environment variables that the model needs; a runner refuses a run that lacks one
 */
public record Manifest(
        String spec,
        ModelName name,
        ModelVersion version,
        String description,
        List<String> key,
        List<Field> input,
        List<Field> output,
        Map<String, String> actuals,
        String goldenSha256,
        List<Threshold> metrics,
        double tolerance,
        List<String> variables) {
    /** The version of the specification that this library implements. */
    public static final String SPEC = "1.0";

    /** The manifest's name in the model folder. */
    public static final String FILE = "manifest.json";

    /** The golden set's name in the model folder. */
    public static final String GOLDEN = "golden.csv";

    /** @throws IllegalArgumentException that names every rule broken */
    public Manifest {
        description = description == null ? "" : description;
        key = List.copyOf(key);
        input = List.copyOf(input);
        output = List.copyOf(output);
        actuals = actuals == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(actuals));
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        variables = variables == null ? List.of() : List.copyOf(variables);
        ManifestRules.check(key, input, output, actuals, goldenSha256, metrics, tolerance, variables);
    }

    /** Of a model that needs no environment variables. */
    public Manifest(
            String spec,
            ModelName name,
            ModelVersion version,
            String description,
            List<String> key,
            List<Field> input,
            List<Field> output,
            Map<String, String> actuals,
            String goldenSha256,
            List<Threshold> metrics,
            double tolerance) {
        this(
                spec,
                name,
                version,
                description,
                key,
                input,
                output,
                actuals,
                goldenSha256,
                metrics,
                tolerance,
                List.of());
    }

    /**
     * Reads the JSON form; unknown fields are ignored.
     *
     * @throws InferenceException 78 where another major of the specification is meant, 70 where it is no valid manifest
     */
    public static Manifest parse(String json) {
        JsonObject object = JsonObject.parse(json, FILE, ExitCode.DEFECT);
        String spec = SpecVersion.check(object);
        return object.checked(
                "",
                () -> new Manifest(
                        spec,
                        object.value("name", ModelName::new),
                        object.value("version", ModelVersion::parse),
                        object.text("description", ""),
                        object.texts("key"),
                        object.objects("input").stream().map(Manifest::field).toList(),
                        object.objects("output").stream().map(Manifest::field).toList(),
                        object.map("actuals", actuals -> actuals::text),
                        object.text("goldenSha256", null),
                        object.objects("metrics").stream()
                                .map(Manifest::threshold)
                                .toList(),
                        object.real("tolerance", 0.0),
                        object.texts("variables")));
    }

    /** The JSON form: one line, fields in the order of the specification, so that equal manifests are equal bytes. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spec", spec);
        json.put("name", name.value());
        json.put("version", version.toString());
        json.put("description", description);
        json.put("key", key);
        json.put("input", input.stream().map(Manifest::json).toList());
        json.put("output", output.stream().map(Manifest::json).toList());
        json.put("actuals", actuals);
        if (goldenSha256 != null) {
            json.put("goldenSha256", goldenSha256);
        }
        json.put("metrics", metrics.stream().map(Manifest::json).toList());
        json.put("tolerance", JsonObject.number(tolerance));
        if (!variables.isEmpty()) {
            json.put("variables", variables);
        }
        return JsonObject.write(json);
    }

    /** The output field of that name. */
    public Optional<Field> outputField(String field) {
        return output.stream().filter(f -> f.name().equals(field)).findFirst();
    }

    /**
     * Refuses a run that lacks a variable which the model needs.
     *
     * @param given the names of those that the run has
     * @param remedy where one is given, for the message
     * @throws InferenceException 78 that names each
     */
    public void needVariables(Collection<String> given, String remedy) {
        List<String> missing =
                variables.stream().filter(variable -> !given.contains(variable)).toList();
        if (!missing.isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    name + " " + version + " needs " + String.join(", ", missing) + ", got "
                            + (given.isEmpty() ? "no variables" : String.join(", ", new TreeSet<>(given))) + "; "
                            + remedy);
        }
    }

    private static Field field(JsonObject json) {
        return json.checked(
                "",
                () -> new Field(
                        json.text("name"),
                        json.value("type", FieldType::parse),
                        json.flag("nullable", false),
                        json.flag("nonFinite", false)));
    }

    private static Map<String, Object> json(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().word());
        json.put("nullable", field.nullable());
        json.put("nonFinite", field.nonFinite());
        return json;
    }

    private static Threshold threshold(JsonObject json) {
        return json.checked(
                "",
                () -> new Threshold(
                        json.text("metric"), json.text("field"), json.real("min", null), json.real("max", null)));
    }

    private static Map<String, Object> json(Threshold threshold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", threshold.metric());
        json.put("field", threshold.field());
        if (threshold.min() != null) {
            json.put("min", JsonObject.number(threshold.min()));
        }
        if (threshold.max() != null) {
            json.put("max", JsonObject.number(threshold.max()));
        }
        return json;
    }
}
