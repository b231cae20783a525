package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.job.engine.EngineImage;

/** The manifest as an image's label has it, readable without running the image. */
public final class ManifestLabel {
    public static final String NAME = "dev.slipway.manifest";

    private ManifestLabel() {}

    /** @throws InferenceException 78 where there is none, or none that can be read */
    public static Manifest of(EngineImage image, String named) {
        String label = image.labels().get(NAME);
        if (label == null) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    named + ": expected the label " + NAME
                            + " with the model's manifest, got none; 'slipway build' makes"
                            + " images that have it, 'slipway check' tells what else is missing");
        }
        try {
            return Manifest.parse(label);
        } catch (RuntimeException refused) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, named + ": label " + NAME + ": " + refused.getMessage(), refused);
        }
    }
}
