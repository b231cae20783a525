package dev.slipway.images.registry;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image scored on its golden set when it was pushed. It lies beside the image under a tag of its own, as an
 * artifact whose annotations say all, so that one request for manifests reads both.
 *
 * @param image digest of the image that was measured
 * @param goldenSha256 of the golden set
 * @param metrics by name
 */
public record GoldenMetrics(String image, String goldenSha256, Map<String, Double> metrics) {
    static final String TYPE = "application/vnd.slipway.golden.v1+json";

    /** The content of every artifact that has none, by the specification of the OCI. */
    static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    static final String NOTHING_DIGEST = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private static final Map<String, Object> NOTHING =
            descriptor("application/vnd.oci.empty.v1+json", NOTHING_DIGEST, EMPTY.length);
    private static final String SET = "dev.slipway.golden.sha256";
    private static final String METRICS = "dev.slipway.golden.metrics";

    public GoldenMetrics {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }

    /** The tag beside a version's. */
    public static String tag(ModelVersion version) {
        return "golden-" + version;
    }

    /** Whether it is about this image and this golden set. */
    public boolean isOf(String digest, String golden) {
        return image.equals(digest) && goldenSha256.equals(golden);
    }

    /**
     * The manifest that says it.
     *
     * @param size of the image's manifest, in bytes
     */
    public String manifest(long size) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", 2);
        json.put("mediaType", Repository.OCI_MANIFEST);
        json.put("artifactType", TYPE);
        json.put("config", NOTHING);
        json.put("layers", List.of(NOTHING));
        json.put("subject", descriptor(Repository.OCI_MANIFEST, image, size));
        json.put("annotations", new TreeMap<>(Map.of(SET, goldenSha256, METRICS, text(metrics))));
        return text(json);
    }

    /** Reads such a manifest; empty where it is none: the tag may hold whatever somebody has pushed there. */
    public static Optional<GoldenMetrics> parse(String manifest) {
        try {
            Map<String, Object> json = JSON.std.mapFrom(manifest);
            if (!(json.get("subject") instanceof Map<?, ?> subject)
                    || !(json.get("annotations") instanceof Map<?, ?> said)
                    || !(subject.get("digest") instanceof String image)
                    || !(said.get(SET) instanceof String golden)
                    || !(said.get(METRICS) instanceof String numbers)) {
                return Optional.empty();
            }
            Map<String, Double> metrics = new TreeMap<>();
            JSON.std.mapFrom(numbers).forEach((metric, value) -> {
                if (value instanceof Number number) {
                    metrics.put(metric, number.doubleValue());
                }
            });
            return Optional.of(new GoldenMetrics(image, golden, metrics));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> descriptor(String type, String digest, long size) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mediaType", type);
        json.put("digest", digest);
        json.put("size", size);
        return json;
    }

    private static String text(Map<String, ?> json) {
        try {
            return JSON.std.asString(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
