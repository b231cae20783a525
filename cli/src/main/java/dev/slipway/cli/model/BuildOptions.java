package dev.slipway.cli.model;

import dev.slipway.images.BaseImage;
import dev.slipway.images.TargetPlatform;
import java.nio.file.Path;

/**
 * How a model's image is to be built.
 *
 * @param base null: what {@code slipway.yaml} names for the model's runtime
 * @param tar null: below the checkout's {@code .slipway/images}
 * @param revision of the source, for a label; null where it is not known
 */
public record BuildOptions(BaseImage base, TargetPlatform platform, Path tar, String revision) {
    /** An image that runs here, on the base of {@code slipway.yaml}. */
    public static BuildOptions here() {
        return new BuildOptions(null, TargetPlatform.ofThisMachine(), null, null);
    }

    public BuildOptions on(BaseImage other) {
        return new BuildOptions(other, platform, tar, revision);
    }
}
