package dev.slipway.job.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * An image that the engine holds.
 *
 * @param id {@code sha256:…}, the engine's own name for it
 * @param names {@code name:tag}, those that it has in the engine
 * @param repoDigests {@code repository@sha256:…} of each registry that it came from; empty where it was loaded
 * @param architecture as the image has it, {@code amd64} or {@code arm64}
 * @param user as the image has it; empty is root
 * @param entrypoint empty where the image has none
 * @param volumes folders that the image declares as volumes
 * @param size bytes, unpacked
 */
public record EngineImage(
        String id,
        List<String> names,
        List<String> repoDigests,
        String os,
        String architecture,
        String user,
        List<String> entrypoint,
        Map<String, String> labels,
        List<String> volumes,
        long size) {
    public EngineImage {
        names = List.copyOf(names);
        repoDigests = List.copyOf(repoDigests);
        entrypoint = List.copyOf(entrypoint);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        volumes = List.copyOf(volumes);
    }

    /** {@code linux/amd64}. */
    public String platform() {
        return os + "/" + architecture;
    }

    /** Whether it would run as root if nobody asked for another user. */
    public boolean asRoot() {
        String name = user.split(":", 2)[0];
        return name.isEmpty() || name.equals("root") || name.matches("0+");
    }

    /** From one entry of {@code docker image inspect}. */
    static EngineImage of(Map<String, Object> json) {
        Map<?, ?> config = json.get("Config") instanceof Map<?, ?> map ? map : Map.of();
        Map<String, String> labels = new LinkedHashMap<>();
        if (config.get("Labels") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> labels.put(name.toString(), String.valueOf(value)));
        }
        return new EngineImage(
                text(json.get("Id")),
                texts(json.get("RepoTags")),
                texts(json.get("RepoDigests")),
                text(json.get("Os")),
                text(json.get("Architecture")),
                text(config.get("User")),
                texts(config.get("Entrypoint")),
                labels,
                config.get("Volumes") instanceof Map<?, ?> map
                        ? new TreeSet<>(map.keySet())
                                .stream().map(Object::toString).toList()
                        : List.of(),
                json.get("Size") instanceof Number size ? size.longValue() : 0);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
