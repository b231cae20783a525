package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.Tool;
import dev.slipway.images.BaseImage;
import java.util.List;

/**
 * What was asked for on the command line about the image and what it runs on.
 *
 * @param image a tar, an image folder or a reference to run as it is; null for the model's own image
 * @param base null for what {@code slipway.yaml} names
 */
public record RuntimeAsked(String image, RuntimeKind kind, BaseImage base) {
    public static final RuntimeAsked NOTHING = new RuntimeAsked(null, RuntimeKind.AUTO, null);

    /** @param loaded gets the tars that an engine has to be rid of afterwards */
    public RuntimeChoice choice(Checkout checkout, Tool tool, List<LoadedTar> loaded) {
        return new RuntimeChoice(checkout, tool, kind, base, System.getenv(), loaded);
    }
}
