package dev.slipway.inference;

import java.util.List;
import java.util.Map;

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
        double tolerance) {
    /** The version of the specification that this library implements. */
    public static final String SPEC = "1.0";

    /** The manifest's name in the model folder. */
    public static final String FILE = "manifest.json";

    /** The golden set's name in the model folder. */
    public static final String GOLDEN = "golden.csv";

    /** Reads the JSON form; unknown fields are ignored, another major of the specification is refused (78). */
    public static Manifest parse(String json) {
        throw new IllegalStateException("in work");
    }

    /** The JSON form: one line, fields in the order of the specification, so that equal manifests are equal bytes. */
    public String toJson() {
        throw new IllegalStateException("in work");
    }
}
