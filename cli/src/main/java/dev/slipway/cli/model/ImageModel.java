package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.nio.file.Path;

/**
 * An image that runs as it is, and the model that it says it is.
 *
 * @param model from the image's manifest; its folder, which can make synthetic data, need not exist
 */
public record ImageModel(ChosenRuntime chosen, ModelFile model) {
    /**
     * @param expected name or path of the model that it has to be; null where any will do
     * @throws CliException 78 where it is another model
     */
    public static ImageModel of(Checkout checkout, ChosenRuntime chosen, String expected) {
        Manifest manifest = chosen.runtime().describe();
        String name = manifest.name().value();
        ModelFile folder = null;
        if (expected != null || checkout.models().contains(name)) {
            folder = ModelFile.read(checkout.modelFolder(expected == null ? name : expected));
        }
        if (folder != null && !folder.name().equals(manifest.name())) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    "--image: expected an image of " + folder.name() + ", but "
                            + chosen.runtime().image() + " says it is " + name + " " + manifest.version());
        }
        return new ImageModel(
                chosen,
                new ModelFile(
                        folder == null ? checkout.home().resolve("models").resolve(name) : folder.folder(),
                        manifest.name(),
                        manifest.version(),
                        manifest.description(),
                        folder == null ? ModelRuntime.IMAGE : folder.runtime(),
                        manifest.key(),
                        manifest.input(),
                        manifest.output(),
                        chosen.runtime().golden().map(Path::toString).orElse(null),
                        manifest.actuals(),
                        manifest.metrics(),
                        manifest.tolerance(),
                        manifest.variables(),
                        null));
    }
}
