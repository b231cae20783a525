package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;

/** What an image in a registry says of itself by its label. */
public final class ImageLabel {
    private ImageLabel() {}

    /**
     * Reads it.
     *
     * @param reference of the image, for messages
     * @param configuration of the image, as the registry has it
     * @throws InferenceException 65 where it is no model's image
     */
    public static Manifest model(String reference, byte[] configuration) {
        String label = ImageConfig.parse(reference, configuration).labels().get(ImageTar.MANIFEST_LABEL);
        if (label == null) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    reference + " has no label " + ImageTar.MANIFEST_LABEL
                            + ", so it is no model's image; 'slipway push' makes one");
        }
        return Manifest.parse(label);
    }
}
