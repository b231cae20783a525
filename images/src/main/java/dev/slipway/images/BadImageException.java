package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;

/** A file or a reference that holds no image that Slipway can work with; 65. */
public final class BadImageException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public BadImageException(String image, String problem) {
        this(image, problem, null);
    }

    BadImageException(Path image, String problem) {
        this(image.toString(), problem);
    }

    BadImageException(Path image, String problem, Throwable cause) {
        this(image.toString(), problem, cause);
    }

    private BadImageException(String image, String problem, Throwable cause) {
        super(ExitCode.BAD_DATA, image + ": " + problem, cause);
        this.problem = problem;
    }

    /** The same of an image as the user named it, where the file is a temporary one. */
    public BadImageException of(String named) {
        return new BadImageException(named, problem, this);
    }
}
