package dev.slipway.inference;

import java.nio.file.Path;

/**
 * The last file that {@code predict} writes, {@code _SUCCESS}: without it nothing is published, and what it says of the
 * other files must be true.
 */
public record Success(
        String spec,
        String runId,
        String predictionsSha256,
        long predictionsRows,
        String rejectsSha256,
        long rejectsRows,
        String reportSha256) {
    /** Its name in the output folder. */
    public static final String FILE = "_SUCCESS";

    /** The predictions' name in the output folder. */
    public static final String PREDICTIONS = "predictions.csv";

    /** The rejects' name in the output folder. */
    public static final String REJECTS = "rejects.csv";

    public static Success parse(String json) {
        throw new IllegalStateException("in work");
    }

    public String toJson() {
        throw new IllegalStateException("in work");
    }

    /**
     * Reads {@code _SUCCESS} in an output folder and proves that the files beside it have the hashes it names. Rows
     * are proven by whoever reads them.
     *
     * @throws InferenceException 70 where the file is missing, cannot be read, or says something untrue
     */
    public static Success verify(Path out) {
        throw new IllegalStateException("in work");
    }
}
