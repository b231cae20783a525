package dev.slipway.desk.follow;

import dev.slipway.desk.Copies;
import dev.slipway.desk.Copies.Copied;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Optional;

/** Copies until all is copied, however many invocations that takes. */
public record CopyFollower(Copies copies, Listener listener) {
    /** So many invocations may end as the one before did: another copy may hold the lock. */
    private static final int PATIENCE = 3;

    /**
     * Copies what is behind, of one model or of all.
     *
     * @throws InferenceException 75 where invocations make no progress any more
     */
    public Progress copy(Optional<ModelName> model) {
        Progress progress = copies.start(model);
        List<Copied> before = List.of();
        int idle = 0;
        while (!progress.complete()) {
            listener.copied(progress);
            List<Copied> left = left(progress);
            idle = left.equals(before) || rows(left) == 0 ? idle + 1 : 0;
            before = left;
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

    private static List<Copied> left(Progress progress) {
        return progress.copies().stream().filter(copy -> !copy.complete()).toList();
    }

    private static long rows(List<Copied> copies) {
        return copies.stream().mapToLong(Copied::rows).sum();
    }
}
