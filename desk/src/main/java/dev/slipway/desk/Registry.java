package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Optional;

/** Images that are released: a repository per model, a tag per version. Nothing of an image is pulled but its labels. */
public interface Registry {
    /** What a tag holds; empty where there is no such tag. */
    Optional<Released> find(ModelName model, ModelVersion version);

    /** Where a version would be pushed, for a message: {@code host/prefix/model:version}. */
    String reference(ModelName model, ModelVersion version);

    /** How a version that is not there gets there. */
    default String remedy(ModelName model, ModelVersion version) {
        return "'slipway push " + model + "' brings it there, from a model.yaml with version " + version;
    }
}
