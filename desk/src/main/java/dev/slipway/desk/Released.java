package dev.slipway.desk;

import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;

/**
 * An image in the registry.
 *
 * @param version the tag
 * @param digest {@code sha256:…} of the image's manifest in the registry
 * @param manifest what the image says of itself by its label
 * @param immutable whether the repository refuses another image under this tag; empty where it cannot be asked
 * @param golden what is told beside it of its golden set; empty where nothing is
 */
public record Released(
        ModelVersion version,
        String digest,
        Manifest manifest,
        Optional<Boolean> immutable,
        Optional<GoldenMetrics> golden) {
    /** What this very image scored on its golden set, by metric; empty where nobody has told. */
    public Map<String, Double> measured() {
        return golden.filter(metrics -> metrics.isOf(digest, manifest.goldenSha256()))
                .map(GoldenMetrics::metrics)
                .orElse(Map.of());
    }
}
