package dev.slipway.desk;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image in the registry.
 *
 * @param version the tag
 * @param digest {@code sha256:…} of the image's manifest in the registry
 * @param manifest what the image says of itself by its label
 * @param immutable whether the repository refuses another image under this tag
 * @param golden what the image's label says was measured on its golden set, by metric; empty where it says nothing
 */
public record Released(
        ModelVersion version, String digest, Manifest manifest, boolean immutable, Map<String, Double> golden) {
    public Released {
        golden = Collections.unmodifiableMap(new LinkedHashMap<>(golden));
    }
}
