package dev.slipway.desk.oci;

import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.images.registry.Lookup;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Any registry that speaks the OCI's protocol, which cannot be asked whether it keeps its tags. */
public final class OciRegistry implements Registry {
    private final Lookup lookup;
    private final Map<String, Optional<Released>> found = new ConcurrentHashMap<>();

    public OciRegistry(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Optional<Released> find(ModelName model, ModelVersion version) {
        return found.computeIfAbsent(reference(model, version), reference -> ask(model, version));
    }

    private Optional<Released> ask(ModelName model, ModelVersion version) {
        return lookup.find(model, version)
                .map(image -> new Released(version, image.digest(), image.model(), Optional.empty(), image.golden()));
    }

    @Override
    public String reference(ModelName model, ModelVersion version) {
        return lookup.reference(model, version);
    }
}
