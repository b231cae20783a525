package dev.slipway.images.registry;

import dev.slipway.images.ImageLabel;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What any registry of the OCI's protocol has under a version, without a layer of it. */
public final class Lookup {
    private final RegistryAddress address;
    private final Optional<Login> login;
    private final String tried;
    private final Patience patience;

    /**
     * @param login empty for a registry that asks for none
     * @param tried where a login was looked for, for the message that one is needed
     */
    public Lookup(RegistryAddress address, Optional<Login> login, String tried, Patience patience) {
        this.address = address;
        this.login = login;
        this.tried = tried;
        this.patience = patience;
    }

    /**
     * What a version holds.
     *
     * @param digest of its manifest
     * @param model what the image says of itself
     * @param golden what is told beside it of its golden set
     */
    public record Found(String digest, Manifest model, Optional<GoldenMetrics> golden) {}

    /** {@code host/prefix/model:version}. */
    public String reference(ModelName model, ModelVersion version) {
        return address.host() + "/" + address.repository(model) + ":" + version;
    }

    /**
     * Looks; empty where there is no such version.
     *
     * @throws PushException 75 where the registry stays away, 78 where it refuses, 65 where it is no model's image
     */
    public Optional<Found> find(ModelName model, ModelVersion version) {
        String reference = reference(model, version);
        String name = address.repository(model);
        Access access = Access.toRead(address, name, login, tried, new Wire(patience));
        Repository repository = new Repository(address, name, access);
        return patience.keepTrying("asking for " + reference, remark -> {}, () -> {
            access.open();
            Optional<Tagged> there = repository.tagged(version.toString());
            return there.isEmpty() ? Optional.empty() : Optional.of(found(repository, reference, version, there.get()));
        });
    }

    private static Found found(Repository repository, String reference, ModelVersion version, Tagged there)
            throws IOException, InterruptedException {
        if (there.config().isEmpty()) {
            throw new PushException(
                    ExitCode.BAD_DATA,
                    reference + " is several images in one; expected one for one platform, as 'slipway push' makes it");
        }
        Manifest model = ImageLabel.model(reference, repository.blob(there.config()));
        Optional<GoldenMetrics> golden = repository
                .manifest(GoldenMetrics.tag(version))
                .flatMap(manifest -> GoldenMetrics.parse(new String(manifest, StandardCharsets.UTF_8)));
        return new Found(there.digest(), model, golden);
    }
}
