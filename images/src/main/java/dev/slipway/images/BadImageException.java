package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;

/** A file or a reference that holds no image that Slipway can work with; 65. */
public final class BadImageException extends InferenceException {
    private static final long serialVersionUID = 1L;

    public BadImageException(String image, String problem) {
        super(ExitCode.BAD_DATA, image + ": " + problem);
    }

    BadImageException(Path image, String problem) {
        this(image.toString(), problem);
    }

    BadImageException(Path image, String problem, Throwable cause) {
        super(ExitCode.BAD_DATA, image + ": " + problem, cause);
    }
}
