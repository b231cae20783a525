package dev.slipway.inference;

import java.nio.file.Path;

/**
 * A model that scores rows. Implement it, and make its jar's main method one line:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Model.main(new AudienceForecast(), args);
 * }
 * }</pre>
 *
 * That gives the verbs {@code describe}, {@code validate} and {@code predict} as SPEC.md has them. One thread calls a
 * model at a time.
 */
public interface Model extends AutoCloseable {
    /** Called once before the first row, with the folder that holds the trained artefact beside {@code manifest.json}. */
    default void load(Path folder, Manifest manifest) throws Exception {}

    /**
     * Scores some rows: sets the output fields of each, or rejects it. Must not depend on rows of earlier batches. When
     * it throws, the rows are tried one by one and those that throw again are rejected; when all of them throw, the run
     * ends as a defect.
     */
    void predict(Batch rows) throws Exception;

    @Override
    default void close() {}

    /** Runs the verb in the arguments and ends the process with the code of the specification. */
    static void main(Model model, String... args) {
        throw new IllegalStateException("in work");
    }
}
