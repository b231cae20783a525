package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Request;
import dev.slipway.job.fetch.InputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;

/** Waits for the input and writes {@code request.json} beside it. */
record FetchStep(JobSettings settings, Fetching fetching) {
    /** Answers the lines fetched, an upper bound of the rows. */
    long run(RunFacts facts) {
        InputFolder in = fetching.await();
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
