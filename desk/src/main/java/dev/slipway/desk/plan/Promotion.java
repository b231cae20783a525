package dev.slipway.desk.plan;

import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.Sources;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a version may go on from one environment to another one: only what has run there successfully, to the byte.
 *
 * @param digest of the image that may go on; empty where it is not pushed
 * @param refused why it may not; empty where it may
 */
public record Promotion(ModelName model, ModelVersion version, Optional<String> digest, Optional<Broken> refused) {
    /**
     * Looks at what the source has run.
     *
     * @param registry where its images are looked up
     * @throws dev.slipway.inference.InferenceException where the registry or the runs cannot be read
     */
    public static Promotion of(Sources source, Registry registry, ModelName model, ModelVersion version) {
        String reference = registry.reference(model, version);
        Optional<Released> image = registry.find(model, version);
        if (image.isEmpty()) {
            return new Promotion(
                    model,
                    version,
                    Optional.empty(),
                    Optional.of(new Broken("tag", "there is no " + reference, registry.remedy(model, version))));
        }
        String digest = image.get().digest();
        Set<String> ran = Planner.ran(source, model, version, Optional.of(digest));
        return new Promotion(
                model, version, Optional.of(digest), Rules.order(source.environment(), model, version, digest, ran));
    }
}
