package dev.slipway.images;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says why jib could not make an image, and what helps. */
final class BuildFailure {
    /** Around what the registry said: that an image was pulled, which we say, and where jib's bugs are reported. */
    private static final Pattern JIBS_WORDS =
            Pattern.compile("(?s)^.* but failed because: | \\| If this is a bug, please file an issue.*$");

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
                        ExitCode.BAD_CONFIGURATION,
                        "base " + base + " cannot be fetched: the registry answers "
                                + JIBS_WORDS.matcher(cause.getMessage()).replaceAll("")
                                + "; name one that it has, in slipway.yaml or with --base",
                        thrown);
            }
        }
        Throwable root = root(thrown);
        boolean network = root instanceof SocketException
                || root instanceof UnknownHostException
                || root instanceof InterruptedIOException
                || root instanceof SSLException;
        if (base.isScratch() || !network) {
            return new InferenceException(ExitCode.TRY_AGAIN, tar + " cannot be written: " + words(root), thrown);
        }
        return new InferenceException(
                ExitCode.TRY_AGAIN,
                "base " + base + " cannot be fetched: " + words(root)
                        + ". Is its registry there? On Linux a java or onnx model needs none with --base scratch;"
                        + " for a Python model scripts/python-base makes one of Debian's packages",
                thrown);
    }

    /** What a failure means: the messages of Java's own are often a mere name. */
    static String words(Throwable thrown) {
        if (thrown instanceof UnknownHostException) {
            return "there is no machine " + thrown.getMessage();
        }
        if (thrown instanceof NoSuchFileException file) {
            return file.getFile() + " is not there";
        }
        if (thrown instanceof AccessDeniedException file) {
            return "we may not write " + file.getFile();
        }
        if (thrown instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
