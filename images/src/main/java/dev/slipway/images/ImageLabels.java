package dev.slipway.images;

import dev.slipway.inference.Manifest;
import java.util.Map;
import java.util.TreeMap;

/** What an image says of itself without being pulled. */
public final class ImageLabels {
    /** {@code java}, {@code python}, {@code onnx} or {@code image}. */
    public static final String RUNTIME = "dev.slipway.runtime";

    static final String BASE_NAME = "org.opencontainers.image.base.name";
    static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

    private ImageLabels() {}

    /**
     * @param base null where the image was not built here
     * @param revision of the source; null where it was not told
     */
    static Map<String, String> of(Manifest manifest, String runtime, BaseImage base, String revision) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(ImageTar.MANIFEST_LABEL, manifest.toJson());
        labels.put(RUNTIME, runtime);
        labels.put("org.opencontainers.image.title", manifest.name().value());
        labels.put("org.opencontainers.image.version", manifest.version().toString());
        if (!manifest.description().isEmpty()) {
            labels.put("org.opencontainers.image.description", manifest.description());
        }
        if (base != null) {
            labels.put(BASE_NAME, base.isScratch() ? "scratch" : base.pinned().name());
            if (!base.isScratch()) {
                labels.put(BASE_DIGEST, base.pinned().digest());
            }
        }
        if (revision != null) {
            labels.put("org.opencontainers.image.revision", revision);
        }
        return labels;
    }
}
