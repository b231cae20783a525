package dev.slipway.desk.plan;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Release;
import java.util.List;
import java.util.Optional;

/**
 * A model whose version, or whatever else is said of it, an environment's file changes.
 *
 * @param from the version that runs now; empty where the model is new there
 * @param tableBefore the table that the earlier file copied to; empty where it is not known or there was none
 * @param settings keys of what else the file says of it otherwise than before: {@code copy}, {@code limits}
 * @param release as the file has it
 */
public record Edited(
        String environment,
        ModelName model,
        Optional<ModelVersion> from,
        Optional<String> tableBefore,
        List<String> settings,
        Release release) {
    public Edited {
        settings = List.copyOf(settings);
    }

    /** Whether the version stays. */
    boolean isSameVersion() {
        return from.equals(Optional.of(release.version()));
    }

    /** Whether the version is lower than the one that runs: a way back, which needs no honest number. */
    boolean goesBack() {
        return from.isPresent() && release.version().compareTo(from.get()) < 0;
    }

    boolean isOtherMajor() {
        return from.isPresent() && from.get().major() != release.version().major();
    }
}
