package dev.slipway.images.debian;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Pushes a base image with Docker's logins; answers where it is, pinned.
 *
 * @param cache a folder that jib may fill
 */
public record BasePush(Path cache) {
    /**
     * @param reference such as {@code registry.example.org/python-sklearn:1.2.1}; a tag that exists is replaced, because
     *     only the digest counts
     * @return {@code REGISTRY/REPOSITORY[:TAG]@sha256:…} for {@code slipway.yaml} or {@code --base}
     */
    public String push(Path tar, String reference) {
        ImageReference target;
        try {
            target = ImageReference.parse(reference);
        } catch (InvalidImageReferenceException wrong) {
            throw new InferenceException(ExitCode.USAGE, "expected REGISTRY/REPOSITORY:TAG, got " + reference, wrong);
        }
        boolean local = target.getRegistry().matches("(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]+)?");
        try {
            RegistryImage registry = RegistryImage.named(target)
                    .addCredentialRetriever(CredentialRetrieverFactory.forImage(target, event -> {})
                            .dockerConfig());
            JibContainer pushed = Jib.from(TarImage.at(tar))
                    .setFormat(ImageFormat.OCI)
                    .containerize(Containerizer.to(registry)
                            .setBaseImageLayersCache(Files.createDirectories(cache))
                            .setApplicationLayersCache(cache)
                            .setAllowInsecureRegistries(local)
                            .setToolName("slipway")
                            .setToolVersion("1"));
            return reference + "@" + pushed.getDigest();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "pushing " + reference + " was interrupted", stopped);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException | IOException failed) {
            Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, reference + " cannot be pushed: " + cause.getMessage(), failed);
        }
    }
}
