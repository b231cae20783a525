package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.job.engine.RegistryLogin;
import dev.slipway.job.registry.EcrToken;
import java.util.List;

/**
 * An image as a registry gave it just now. A tag may move, so from here on only the digest counts: that is what runs,
 * and what is recorded.
 *
 * @param digest {@code sha256:…} of the manifest
 */
public record PulledImage(EngineImage image, String repository, String digest) {
    /**
     * Pulls it; from Amazon ECR with the AWS credentials, else with Docker's.
     *
     * @throws InferenceException 78 where the registry does not have it or refuses, 75 where the registry is away
     */
    public static PulledImage of(Engine engine, ImageReference reference) {
        EngineImage image;
        if (EcrToken.isFor(reference.host())) {
            EcrToken token = EcrToken.fetch(reference.host());
            image = engine.pull(reference, new RegistryLogin(reference.host(), token.user(), token.password()));
        } else {
            image = engine.pull(reference);
        }
        return new PulledImage(image, reference.repository(), digest(image, reference));
    }

    private static String digest(EngineImage image, ImageReference reference) {
        if (reference.digest() != null) {
            return reference.digest();
        }
        List<String> digests = image.repoDigests();
        return digests.stream()
                .filter(known -> known.startsWith(reference.repository() + "@"))
                .findFirst()
                // Docker shortens the names of its own registry.
                .or(() -> digests.stream().filter(known -> digests.size() == 1).findFirst())
                .map(known -> known.substring(known.indexOf('@') + 1))
                .orElseThrow(() -> new InferenceException(
                        ExitCode.TRY_AGAIN,
                        reference + ": the container engine does not say by which digest it was pulled, but "
                                + digests));
    }

    /** {@code repository@sha256:…}. */
    public String name() {
        return repository + "@" + digest;
    }

    public ContainerRuntime runtime(Engine engine) {
        return ContainerRuntime.of(engine, image, name(), digest);
    }
}
