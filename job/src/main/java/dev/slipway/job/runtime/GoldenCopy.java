package dev.slipway.job.runtime;

import dev.slipway.inference.Manifest;
import dev.slipway.job.engine.Containers;
import dev.slipway.job.engine.EngineImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The golden set of a container image, copied out of it once and removed when the program ends. */
final class GoldenCopy {
    private final Containers containers;
    private final EngineImage image;
    private Optional<Path> file;

    GoldenCopy(Containers containers, EngineImage image) {
        this.containers = containers;
        this.image = image;
    }

    synchronized Optional<Path> file() {
        if (file == null) {
            file = copy();
        }
        return file;
    }

    private Optional<Path> copy() {
        Path folder;
        try {
            folder = Files.createTempDirectory("slipway-golden-");
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder for temporary files: " + failed, failed);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.delete(folder), "golden-copy"));
        Path target = folder.resolve(Manifest.GOLDEN);
        return new ImageFile(containers, image, "/opt/model/" + Manifest.GOLDEN).copy(target);
    }
}
