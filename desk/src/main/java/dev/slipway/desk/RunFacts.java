package dev.slipway.desk;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run's {@code run.json}, written by the job; its keys are documented there. A run that failed early lacks most.
 *
 * @param json the file as it is
 */
public record RunFacts(Map<String, Object> json) {
    /** The file's name beside a run's other files. */
    public static final String FILE = "run.json";

    public RunFacts {
        json = new LinkedHashMap<>(json);
    }

    /** @throws dev.slipway.inference.InferenceException 65 where it is no JSON object */
    public static RunFacts parse(String place, String text) {
        return new RunFacts(JsonFile.read(place, text).members());
    }

    public String runId() {
        return String.valueOf(json.get("runId"));
    }

    public Optional<ModelName> model() {
        return text("model").map(ModelName::new);
    }

    public Optional<ModelVersion> version() {
        return text("version").map(ModelVersion::parse);
    }

    /** {@code started, fetched, predicted, published, held} or {@code failed}. */
    public String state() {
        return text("state").orElse("started");
    }

    /** Whether readers see it, or would but for a hold: it ended with 0. */
    public boolean succeeded() {
        return number("exitCode").equals(OptionalLong.of(0));
    }

    /** Of the image's manifest, {@code sha256:…}; empty for a folder, or before the image was there. */
    public Optional<String> imageDigest() {
        return text("imageDigest");
    }

    /** What the image said of itself; empty before it was there. */
    public Optional<Manifest> manifest() {
        if (!(json.get("manifest") instanceof Map<?, ?> manifest)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.parse(JSON.std.asString(manifest)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(json.get(key)).map(Object::toString);
    }

    public Optional<Instant> time(String key) {
        return text(key).map(Instant::parse);
    }

    public OptionalLong number(String key) {
        return json.get(key) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /** Metrics that predict measured where its input had the truth; empty where it had not. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (json.get("metrics") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value instanceof Number number) {
                    metrics.put(name.toString(), number.doubleValue());
                }
            });
        }
        return metrics;
    }

    /** SHA-256 in hexadecimal of the files that the run sealed, by name. */
    public Map<String, String> checksums() {
        Map<String, String> checksums = new LinkedHashMap<>();
        if (json.get("files") instanceof Map<?, ?> map) {
            map.forEach((name, sha256) -> checksums.put(name.toString(), String.valueOf(sha256)));
        }
        return checksums;
    }

    /** The steps in order: {@code name, seconds, rows}. */
    public List<?> steps() {
        return json.get("steps") instanceof List<?> steps ? steps : List.of();
    }
}
