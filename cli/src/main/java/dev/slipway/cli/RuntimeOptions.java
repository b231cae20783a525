package dev.slipway.cli;

import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.model.RuntimeKind;
import dev.slipway.images.BaseImage;
import dev.slipway.inference.ExitCode;
import picocli.CommandLine.Option;

/** Options of the commands that run a model. */
final class RuntimeOptions {
    /** What help tells of the environment. */
    static final String LIMITS = "%nEnvironment, as of the job:%n"
            + "  SLIPWAY_MEMORY=4g    memory of a container (default: three quarters of the machine's)%n"
            + "  SLIPWAY_DISK=20g     the most that a container may write to out/ and add to shared/ (default: 64g)%n";

    @Option(
            names = "--image",
            paramLabel = "REF|TAR",
            description = "Run exactly this image: a reference, a tar of 'slipway build' or 'docker save', or an image"
                    + " folder. MODEL may then be left out.")
    private String image;

    @Option(
            names = "--runtime",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "container, process, or auto: a container where an engine answers (default: auto).")
    private String runtime;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "What the container's image stands on: REGISTRY/NAME@sha256:… or scratch"
                    + " (default: what slipway.yaml names; where that cannot be reached, scratch on Linux).")
    private String base;

    RuntimeAsked asked() {
        if (image != null && base != null) {
            throw new CliException(ExitCode.USAGE, "--base is for an image that is built here, not for --image");
        }
        return new RuntimeAsked(
                image,
                Argument.parse("--runtime", runtime, RuntimeKind::parse),
                Argument.parse("--base", base, BaseImage::parse));
    }

    /** Whether an image of its own was named. */
    boolean hasImage() {
        return image != null;
    }
}
