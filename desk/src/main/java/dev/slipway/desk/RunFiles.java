package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs have left: {@code runs/<model>/<run>/run.json} and the files that it names. */
public interface RunFiles {
    /** The facts of a run; empty where none were kept. */
    Optional<RunFacts> find(ModelName model, String runId);

    /** The runs of a model, the one that wrote last first; read one by one as the stream is consumed. Close it. */
    Stream<RunFacts> newest(ModelName model);

    /** The files of a run, by name. */
    List<Artifact> artifacts(ModelName model, String runId);

    /** The content of a file; the caller closes it. Checksums are the caller's to check. */
    InputStream open(ModelName model, String runId, String name) throws IOException;

    /**
     * A file that a run has left.
     *
     * @param sha256 as the run itself noted it, in hexadecimal; null for a file that it noted none for
     */
    record Artifact(String name, long bytes, String sha256) {}
}
