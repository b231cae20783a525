package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Request;
import dev.slipway.job.fetch.InputFolder;
import dev.slipway.job.fetch.Source;
import dev.slipway.job.runtime.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Brings the input into {@code in/} and writes {@code request.json} beside it. */
record FetchStep(JobSettings settings, ProgressListener listener, BooleanSupplier stopping) {
    /** Answers the lines fetched, an upper bound of the rows. */
    long run(RunFacts facts) {
        Folders.createEmpty(settings.in());
        InputFolder in = new InputFolder(settings.in(), stopping, lines -> listener.progress(Step.FETCH, lines, -1));
        try {
            Source.of(settings.input(), settings.asOf(), settings.analytics()).fetch(in, listener::note);
        } catch (RuntimeException failed) {
            // Half an input is worth nothing, and the next try wants an empty folder.
            Trees.delete(settings.in());
            throw failed;
        }
        Request request = new Request(
                Manifest.SPEC,
                settings.runId(),
                settings.asOf(),
                Instant.parse(facts.text("deadline")),
                in.files(),
                settings.rejects());
        try {
            Files.writeString(settings.in().resolve(Request.FILE), request.toJson());
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, "fetch: cannot write the request: " + failed, failed);
        }
        facts.put("input", settings.input())
                .put("inputFiles", in.files())
                .put("inputSha256", in.sha256())
                .put("inputBytes", in.bytes())
                .put("inputLines", in.lines())
                .put("state", "fetched");
        return Math.max(0, in.lines() - in.files().size());
    }
}
