package dev.slipway.cli.push;

import dev.slipway.images.ImageTar;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that may become a release.
 *
 * @param named as the user named it
 * @param image opened; closed with this
 * @param model the folder that it was built from; empty where it came as a tar or from an engine
 * @param reference the name that it has in an engine; empty where it has none
 * @param temporary a tar that is deleted afterwards, or null
 */
record Candidate(
        String named,
        ImageTar image,
        Path tar,
        Optional<ModelFile> model,
        Optional<ImageReference> reference,
        Path temporary)
        implements AutoCloseable {
    @Override
    public void close() {
        image.close();
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
