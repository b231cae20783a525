package dev.slipway.images;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Path;

/** Says why jib could not make an image, and what helps. */
final class BuildFailure {
    private BuildFailure() {}

    static InferenceException of(Exception thrown, BaseImage base, Path tar) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InferenceException told) {
                return told;
            }
            if (cause instanceof RegistryUnauthorizedException) {
                return new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        "base " + base + ": the registry does not let us in; 'docker login' there first, or build with"
                                + " another --base",
                        thrown);
            }
            if (cause instanceof RegistryException) {
                return new InferenceException(
                        ExitCode.BAD_CONFIGURATION, "base " + base + ": " + cause.getMessage(), thrown);
            }
        }
        Throwable root = root(thrown);
        if (isNoSpace(root) || base.isScratch()) {
            return new InferenceException(ExitCode.TRY_AGAIN, tar + " cannot be written: " + root.getMessage(), thrown);
        }
        return new InferenceException(
                ExitCode.TRY_AGAIN,
                "base " + base + " cannot be fetched: " + root
                        + ". Is its registry there? On Linux a java or onnx model needs none with --base scratch",
                thrown);
    }

    static boolean isNoSpace(Throwable thrown) {
        return thrown instanceof IOException
                && String.valueOf(thrown.getMessage()).contains("No space left");
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
