package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Success;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Hashes the image's files while their rows are loaded: nothing is shown before they are proven. */
final class Proof {
    private final FutureTask<Void> hashing;

    Proof(Success success, Path out) {
        hashing = new FutureTask<>(() -> success.prove(out), null);
        Thread thread = new Thread(hashing, "slipway-hash");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws PublishException 70 where a file is not what {@code _SUCCESS} says */
    void demand() {
        try {
            hashing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException untrue) {
                throw new PublishException(untrue.exitCode(), untrue.getMessage(), untrue);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(ExitCode.TRY_AGAIN, "interrupted while the files were hashed", e);
        }
    }
}
