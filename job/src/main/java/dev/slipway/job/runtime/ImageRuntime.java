package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A way to run an inference image. What the runtimes have to do is the same; how well they seal the image off is not. */
public interface ImageRuntime {
    /** How long {@code describe} may take; it only prints. */
    Duration DESCRIBE_LIMIT = Duration.ofSeconds(60);

    /** The image as the user named it, for messages. */
    String image();

    /** {@code container} or {@code process}, for the record. */
    default String kind() {
        return "process";
    }

    /** {@code sha256:…} of the image's manifest as a registry has it, for the record; empty where there is none. */
    default Optional<String> digest() {
        return Optional.empty();
    }

    /** The golden set that is baked into the image, or a copy of it; empty where the image has none. */
    Optional<Path> golden();

    /**
     * Starts the image.
     *
     * @throws InferenceException 78 where it cannot be started at all
     */
    ImageRun start(ImageCall call);

    /**
     * The manifest that {@code describe} prints.
     *
     * @throws InferenceException 78 where the image cannot be started or has another major version of the
     *     specification, 70 where it fails or prints something else
     */
    default Manifest describe() {
        ImageEnd end = start(ImageCall.describe()).await(DESCRIBE_LIMIT);
        if (!end.done()) {
            throw end.failure("describe", DESCRIBE_LIMIT);
        }
        try {
            return Manifest.parse(end.stdout());
        } catch (RuntimeException refused) {
            if (refused instanceof InferenceException known && known.exitCode() == ExitCode.BAD_CONFIGURATION) {
                throw new InferenceException(known.exitCode(), image() + ": describe: " + known.getMessage(), known);
            }
            throw new InferenceException(
                    ExitCode.DEFECT,
                    image() + ": expected describe to print the manifest as JSON and nothing else, got "
                            + ImageEnd.shorten(end.stdout()) + ": "
                            + ImageEnd.shorten(refused.getMessage()),
                    refused);
        }
    }

    /** Scores the golden set; {@code report.json} is then in the output folder of the call. */
    default ImageEnd validate(ImageCall folders, Duration limit) {
        return start(folders.with(List.of("validate"))).await(limit);
    }

    /** Scores the input folder of the call. */
    default ImageEnd predict(ImageCall folders, Duration limit) {
        return start(folders.with(List.of("predict"))).await(limit);
    }
}
