package dev.slipway.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.slipway.images.python.BaseBrings;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An image in the making, with jib. */
final class JibImage {
    /** Nobody: no user of any base has the number, and none needs a name. */
    private static final String USER = "65532:65532";

    private final BaseImage base;
    private final TargetPlatform platform;
    private final Path cache;
    private final Path work;
    private final JibContainerBuilder builder;

    JibImage(BaseImage base, TargetPlatform platform, Path cache, Path work) {
        this.base = base;
        this.platform = platform;
        this.cache = cache;
        this.work = work;
        this.builder = base.isScratch()
                ? Jib.fromScratch()
                : Jib.from(BaseRegistry.of(base).image());
        builder.setFormat(ImageFormat.Docker)
                .setPlatforms(Set.of(new Platform(platform.architecture(), platform.os())))
                .setCreationTime(ImageLayer.TIME)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/opt/model"));
    }

    /** A layer that is copied first, see {@link ImageLayer#copied}. */
    void add(ImageLayer layer) throws IOException {
        if (!layer.isEmpty()) {
            builder.addFileEntriesLayer(layer.copied(work));
        }
    }

    void addInPlace(ImageLayer layer) {
        builder.addFileEntriesLayer(layer.inPlace());
    }

    void describe(List<String> command, Map<String, String> environment, Map<String, String> labels) {
        builder.setEntrypoint(command).setProgramArguments(List.of()).setLabels(labels);
        environment.forEach(builder::addEnvironmentVariable);
    }

    /** A base for one platform is taken by jib whatever was asked for. */
    private void refuseOtherPlatform(ImageTar image) {
        if (!image.platform().equals(platform.toString())) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "base " + base + " is for " + image.platform() + ", not " + platform
                            + ": take the digest of a list of platforms, or --platform " + image.platform());
        }
    }

    /**
     * Writes the tar under another name first, so that a reader finds it as a whole or not at all.
     *
     * @param brings what the base has to bring
     * @return the layers, which had to be read anyway
     */
    List<Layer> write(String name, Path tar, BaseBrings brings) throws IOException {
        Path target = tar.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            containerizeAndWait(TarImage.at(partial).named(name));
            List<Layer> layers;
            try (ImageTar image = ImageTar.open(partial)) {
                refuseOtherPlatform(image);
                ImageContents.refuse(image, name, base.toString(), brings);
                layers = image.layers();
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return layers;
        } catch (InvalidImageReferenceException e) {
            throw new IllegalStateException("a manifest's name and version make a tag: " + name, e);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException | IOException e) {
            throw BuildFailure.of(e, base, tar);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "building " + name + " was interrupted", e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** After a failure jib leaves its other steps running; they must not write when the cache is another build's. */
    private void containerizeAndWait(TarImage tar)
            throws IOException, InterruptedException, RegistryException, CacheDirectoryCreationException,
                    ExecutionException {
        ExecutorService steps = Executors.newCachedThreadPool();
        try {
            containerize(tar, steps);
        } finally {
            steps.shutdown();
            steps.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** A base named by its digest never changes: once fetched, it takes no network. */
    private void containerize(TarImage tar, ExecutorService steps)
            throws IOException, InterruptedException, RegistryException, CacheDirectoryCreationException,
                    ExecutionException {
        if (base.isScratch()) {
            builder.containerize(to(tar, steps).setOfflineMode(true));
            return;
        }
        BaseRegistry registry = BaseRegistry.of(base);
        Path fetched = cache.resolve("bases")
                .resolve("fetched-" + base.pinned().digest().substring(7, 39) + "-" + platform.architecture());
        // Jib keeps it by its whole name: the same digest of another registry is fetched again.
        boolean known = Files.exists(fetched) && Files.readString(fetched).equals(base.toString());
        if (!known) {
            registry.knock();
        }
        builder.containerize(
                to(tar, steps).setAllowInsecureRegistries(registry.isLocal()).setOfflineMode(known));
        Files.writeString(fetched, base.toString());
    }

    private Containerizer to(TarImage tar, ExecutorService steps) throws IOException {
        return Containerizer.to(tar)
                .setBaseImageLayersCache(Files.createDirectories(cache.resolve("bases")))
                .setApplicationLayersCache(Files.createDirectories(cache.resolve("layers")))
                .setExecutorService(steps)
                .setToolName("slipway")
                .setToolVersion("1");
    }
}
