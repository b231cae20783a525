package dev.slipway.desk.follow;

import dev.slipway.desk.Copies;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.util.Optional;

/** Copies until all is copied, however many invocations that takes. */
public record CopyFollower(Copies copies, Listener listener) {
    /** What one invocation may leave undone without having done anything: another copy may hold the lock. */
    private static final int PATIENCE = 3;

    /**
     * Copies what is behind, of one model or of all.
     *
     * @throws InferenceException 75 where invocations make no progress any more
     */
    public Progress copy(Optional<ModelName> model) {
        Progress progress = copies.start(model);
        int idle = 0;
        while (!progress.complete()) {
            listener.copied(progress);
            idle = rows(progress) > 0 ? 0 : idle + 1;
            if (idle == PATIENCE) {
                throw new InferenceException(
                        ExitCode.TRY_AGAIN,
                        "the copy made no progress in " + PATIENCE + " invocations; another one may be under way, or"
                                + " somebody holds a lock: the function's log says who");
            }
            progress = copies.goOn(progress);
        }
        return progress;
    }

    private static long rows(Progress progress) {
        return progress.copies().stream().mapToLong(Copies.Copied::rows).sum();
    }
}
