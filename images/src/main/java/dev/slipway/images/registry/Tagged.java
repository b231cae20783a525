package dev.slipway.images.registry;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.ImageTar;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What lies under a tag of a registry.
 *
 * @param digest of the manifest
 * @param size of the manifest, in bytes
 * @param config digest of the image's configuration; empty where the tag names several images
 */
record Tagged(String digest, long size, String config) {
    static Tagged of(byte[] manifest) throws IOException {
        Object config = JSON.std.mapFrom(manifest).get("config");
        return new Tagged(
                sha256(manifest),
                manifest.length,
                config instanceof Map<?, ?> map ? String.valueOf(map.get("digest")) : "");
    }

    /**
     * Whether it is this image. The configuration names every layer's content, so an image that an engine has pulled and
     * saved again is the same one, though its layers may be compressed otherwise.
     */
    boolean holds(ImageTar image) {
        return digest.equals(image.digest()) || config.equals(image.configDigest());
    }

    static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
