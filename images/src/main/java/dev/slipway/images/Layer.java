package dev.slipway.images;

/**
 * One layer of an image, as a registry holds it.
 *
 * @param digest {@code sha256:…} of the compressed bytes
 * @param size compressed bytes
 * @param unpackedSize bytes of the tar inside
 * @param diffId {@code sha256:…} of the tar inside
 */
public record Layer(String digest, long size, long unpackedSize, String diffId) {}
