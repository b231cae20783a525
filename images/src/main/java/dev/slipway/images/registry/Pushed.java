package dev.slipway.images.registry;

import dev.slipway.inference.Manifest;

/**
 * What is in the registry now.
 *
 * @param reference {@code host/repository:version}
 * @param digest of the manifest, the same in the registry as in the tar
 * @param already whether the same image was there before, so that nothing was sent
 * @param bytesSent of blobs that the registry did not have
 * @param bytesTotal of all blobs
 */
public record Pushed(
        Manifest model, String reference, String digest, boolean already, long bytesSent, long bytesTotal) {}
