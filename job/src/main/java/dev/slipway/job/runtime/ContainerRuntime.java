package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Containers;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs an image in a container: no network, a read-only root, no capabilities, a user without rights, limits of memory,
 * processes and disk, and three folders. It never outlives the one who started it: it is removed when it has ended, when
 * the job is stopped, and where the job was killed outright by the next one.
 */
public final class ContainerRuntime implements ImageRuntime {
    private static final int HEAD = 256;

    private final Engine engine;
    private final EngineImage image;
    private final String named;
    private final String digest;
    private final ContainerLimits limits;
    private final ContainerUser user;
    private final Seals seals;
    private final GoldenCopy golden;

    private ContainerRuntime(
            Engine engine,
            EngineImage image,
            String named,
            String digest,
            ContainerLimits limits,
            ContainerUser user,
            Seals seals,
            GoldenCopy golden) {
        this.engine = engine;
        this.image = image;
        this.named = named;
        this.digest = digest;
        this.limits = limits;
        this.user = user;
        this.seals = seals;
        this.golden = golden;
    }

    /**
     * A runtime of an image that the engine holds.
     *
     * @param named the image as the user named it, for messages
     * @param digest of the manifest as a registry has it; null where it is known to none
     * @throws InferenceException 78 with what is wrong with the image
     */
    public static ContainerRuntime of(Engine engine, EngineImage image, String named, String digest) {
        refuse(image.entrypoint().isEmpty(), named, "an entry point that takes the verb as its argument", "none");
        refuse(
                image.asRoot(),
                named,
                "a user without rights, by number such as 65532:65532",
                image.user().isEmpty() ? "none, which is root" : image.user());
        refuse(
                !image.volumes().isEmpty(),
                named,
                "no VOLUME: only in/, out/, shared/ and /tmp are mounted",
                String.join(", ", image.volumes()));
        Owner.sweep(engine.containers());
        return new ContainerRuntime(
                engine,
                image,
                named,
                digest,
                ContainerLimits.of(engine),
                ContainerUser.of(engine),
                Seals.WHOLE,
                new GoldenCopy(engine.containers(), image));
    }

    private static void refuse(boolean wrong, String named, String expected, String got) {
        if (wrong) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, named + ": expected " + expected + ", got " + got);
        }
    }

    /** The same image with other limits. */
    public ContainerRuntime with(ContainerLimits limits) {
        return new ContainerRuntime(engine, image, named, digest, limits, user, seals, golden);
    }

    /** The same image sealed off another way. */
    public ContainerRuntime with(Seals seals) {
        return new ContainerRuntime(engine, image, named, digest, limits, user, seals, golden);
    }

    public Engine engine() {
        return engine;
    }

    public EngineImage engineImage() {
        return image;
    }

    public Seals seals() {
        return seals;
    }

    public ContainerLimits limits() {
        return limits;
    }

    @Override
    public String image() {
        return named;
    }

    @Override
    public String kind() {
        return "container";
    }

    @Override
    public Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** The same image as another user; empty where the engine's users are not this machine's. */
    public Optional<ContainerRuntime> as(int uid) {
        ContainerUser other = new ContainerUser(uid, uid);
        return engine.rootless()
                ? Optional.empty()
                : Optional.of(new ContainerRuntime(engine, image, named, digest, limits, other, seals, golden));
    }

    @Override
    public Optional<Path> golden() {
        return golden.file();
    }

    /** The first bytes of a file in the image; empty where there is no such file. */
    public Optional<byte[]> head(String path) {
        Path copy = null;
        try {
            copy = Files.createTempDirectory("slipway-head-");
            Optional<Path> file = new ImageFile(engine.containers(), image, path).copy(copy.resolve("file"));
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream bytes = Files.newInputStream(file.get())) {
                return Optional.of(bytes.readNBytes(HEAD));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(path + " of " + named + " cannot be read: " + failed, failed);
        } finally {
            if (copy != null) {
                Trees.delete(copy);
            }
        }
    }

    @Override
    public ImageRun start(ImageCall call) {
        if (call.in() != null) {
            user.giveToRead(call.in());
        }
        if (call.out() != null) {
            user.giveToWrite(call.out());
        }
        if (call.shared() != null) {
            user.giveToWrite(call.shared());
        }
        Containers containers = engine.containers();
        String id;
        try {
            id = containers.create(new ContainerCommand(image, limits, user, seals).arguments(call));
        } catch (InferenceException refused) {
            throw new InferenceException(refused.exitCode(), named + ": " + refused.getMessage(), refused);
        }
        return new ContainerRun(containers, id, new ContainerFailures(image, engine.platform(), limits), call);
    }
}
