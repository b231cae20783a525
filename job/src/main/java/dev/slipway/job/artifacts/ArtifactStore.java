package dev.slipway.job.artifacts;

import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.job.fetch.S3Address;
import dev.slipway.predictions.ChangeFiles;
import java.nio.file.Path;

/** A place for the files of one run. */
public interface ArtifactStore {
    /**
     * Keeps a copy of a file under its own name; replaces an earlier one.
     *
     * @throws InferenceException 75 where it cannot be written, 78 where the place was named wrongly
     */
    void put(Path file);

    /** The run's folder or address. */
    String place();

    /** The place {@code runs/<model>/<run>/} below a folder or {@code s3://bucket/prefix}. */
    static ArtifactStore of(String artifacts, ModelName model, String runId) {
        String below = "runs/" + model + "/" + runId;
        return artifacts.startsWith("s3://")
                ? new S3Artifacts(S3Address.parse(artifacts).resolve(below))
                : new FolderArtifacts(folder(artifacts).resolve(below));
    }

    /** The place of {@code changes/}, beside the runs of all models. */
    static ChangeFiles.Place changes(String artifacts) {
        return artifacts.startsWith("s3://")
                ? new S3Changes(S3Address.parse(artifacts))
                : new FolderChanges(folder(artifacts));
    }

    private static Path folder(String artifacts) {
        return Path.of(artifacts).toAbsolutePath().normalize();
    }
}
