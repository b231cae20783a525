package dev.slipway.images;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that says how an image is run and what its layers are (OCI image configuration). */
record ImageConfig(byte[] bytes, Map<String, Object> json) {
    static ImageConfig parse(String image, byte[] bytes) {
        try {
            return new ImageConfig(bytes, JSON.std.mapFrom(bytes));
        } catch (IOException e) {
            throw new BadImageException(image, "its configuration is no JSON object: " + e.getMessage());
        }
    }

    /** {@code linux/amd64}, {@code linux/arm/v7}. */
    String platform() {
        String variant = text("variant");
        return text("os") + "/" + text("architecture") + (variant.isEmpty() ? "" : "/" + variant);
    }

    String user() {
        return run().get("User") instanceof String user ? user : "";
    }

    List<String> entrypoint() {
        return texts(run().get("Entrypoint"));
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        if (run().get("Labels") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
        }
        return labels;
    }

    /** {@code sha256:…} of each layer's tar. */
    List<String> diffIds() {
        return json.get("rootfs") instanceof Map<?, ?> rootfs ? texts(rootfs.get("diff_ids")) : List.of();
    }

    private Map<?, ?> run() {
        return json.get("config") instanceof Map<?, ?> run ? run : Map.of();
    }

    private String text(String name) {
        return json.get(name) instanceof String text ? text : "";
    }

    private static List<String> texts(Object list) {
        return list instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
    }
}
