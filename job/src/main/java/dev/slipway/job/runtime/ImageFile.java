package dev.slipway.job.runtime;

import dev.slipway.job.engine.Containers;
import dev.slipway.job.engine.EngineImage;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file of an image, which a container that never runs hands out. */
record ImageFile(Containers containers, EngineImage image, String path) {
    /** Copies it; empty where the image has no such file. */
    Optional<Path> copy(Path target) {
        String id = containers.create(List.of(
                "--label", Owner.LABEL + "=" + Owner.thisProcess(), "--network", "none", image.id(), "describe"));
        try {
            containers.copy(id, path, target);
        } finally {
            containers.remove(id);
        }
        // A link would be read on this machine and not in the image.
        return Optional.of(target).filter(copied -> Files.isRegularFile(copied, LinkOption.NOFOLLOW_LINKS));
    }
}
