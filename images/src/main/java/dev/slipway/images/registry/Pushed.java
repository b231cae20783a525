package dev.slipway.images.registry;

import dev.slipway.inference.Manifest;
import java.util.Optional;

/**
 * What is in the registry now.
 *
 * @param reference {@code host/repository:version}
 * @param digest of the manifest, the same in the registry as in the tar
 * @param already whether the same image was there before, so that nothing was sent
 * @param bytesSent of blobs that the registry did not have
 * @param bytesTotal of all blobs
 * @param golden what the image scored on its golden set, as it lies beside it; empty where nothing does
 */
public record Pushed(
        Manifest model,
        String reference,
        String digest,
        boolean already,
        long bytesSent,
        long bytesTotal,
        Optional<GoldenMetrics> golden) {}
