package dev.slipway.job;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run that ended well has done.
 *
 * @param runtime what ran the image: {@code container} or {@code process}
 * @param image what ran: {@code repository@sha256:…}, a tar or a folder
 * @param imageDigest {@code sha256:…} of the image's manifest; null where it has none
 * @param inputSha256 SHA-256 in hexadecimal of the input's files, one after another
 * @param inputBytes their size
 * @param rejects rows rejected by the image, by code
 * @param metrics metrics by name, where the input has the truth
 * @param rowsPublished rows in the store: predicted less duplicates
 * @param duplicates predicted rows whose key an earlier row of the run has
 * @param current whether the run is now what readers see
 * @param heldReason why it is not current; null where it is
 * @param already whether this very run had been published before, so that nothing was done
 * @param table the run's table in the analytics database
 * @param steps seconds and rows, in order; the artifacts count as one step, though they are written twice
 * @param in the folder with the input
 * @param out the folder with what the image wrote
 * @param artifacts where the run's files were kept; null where nowhere
 */
public record RunSummary(
        ModelName model,
        ModelVersion version,
        String runId,
        Instant asOf,
        String runtime,
        String image,
        String imageDigest,
        String inputSha256,
        long inputBytes,
        long rowsRead,
        long rowsPredicted,
        long rowsRejected,
        Map<String, Long> rejects,
        Map<String, Double> metrics,
        long rowsPublished,
        long duplicates,
        boolean current,
        String heldReason,
        boolean already,
        String table,
        List<StepTime> steps,
        Path in,
        Path out,
        String artifacts) {
    public RunSummary {
        rejects = Collections.unmodifiableMap(new LinkedHashMap<>(rejects));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        steps = List.copyOf(steps);
    }

    /** How long a step took; {@code rows} is -1 for a step without rows. */
    public record StepTime(Step step, double seconds, long rows) {}
}
