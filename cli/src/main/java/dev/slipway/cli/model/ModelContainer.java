package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.images.BadImageException;
import dev.slipway.images.BaseImage;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.ImageBuild;
import dev.slipway.images.LabelledImage;
import dev.slipway.images.TargetPlatform;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Engine;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import dev.slipway.releases.PinnedImage;
import dev.slipway.releases.ProjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Brings a model from its folder to a container image in a tar. */
public record ModelContainer(Checkout checkout, Tool tool) {
    /**
     * Compiles the model where it has to be, packs it and builds its image; where nothing changed, the tar stays.
     *
     * @throws CliException 78 where there is no base for the model's runtime
     * @throws dev.slipway.inference.InferenceException see {@link ImageBuild#build}
     */
    public BuiltImage build(ModelFile model, BuildOptions options) {
        if (model.runtime() == ModelRuntime.IMAGE) {
            throw new CliException(
                    ExitCode.USAGE,
                    model.name() + " has the runtime image: build it with its Dockerfile, then './slipway build "
                            + model.name() + " --from REFERENCE|TAR' checks and labels it");
        }
        BaseImage base = options.base() == null ? base(model) : options.base();
        try {
            Path cache = Files.createDirectories(cache());
            Path packed = Files.createTempDirectory(cache, "packed");
            try {
                new ModelImage(checkout, tool)
                        .make(model, false, options.platform().toString(), packed);
                return new ImageBuild(
                                packed,
                                word(model.runtime()),
                                base,
                                options.platform(),
                                options.revision(),
                                cache.resolve("cache"))
                        .build(options.tar() == null ? tar(model, options.platform()) : options.tar());
            } finally {
                Folders.delete(packed);
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.TRY_AGAIN,
                    model.name() + " cannot be packed below " + cache() + ": " + CliException.words(e),
                    e);
        }
    }

    /**
     * Checks and labels an image that the model's own Dockerfile made.
     *
     * @param from a tar, or a reference that the container engine of this machine holds or pulls
     */
    public BuiltImage label(ModelFile model, String from, BuildOptions options) {
        if (model.runtime() != ModelRuntime.IMAGE || options.base() != null) {
            throw new CliException(
                    ExitCode.USAGE,
                    model.runtime() == ModelRuntime.IMAGE
                            ? "--from and --base exclude each other: the Dockerfile names its base itself"
                            : "--from is for models of the runtime image; " + model.name() + " has the runtime "
                                    + word(model.runtime()) + ", whose image slipway builds");
        }
        Path target = options.tar() == null ? tar(model, options.platform()) : options.tar();
        try {
            Path work = Files.createTempDirectory(Files.createDirectories(cache()), "from");
            try {
                Path image = Path.of(from);
                if (!Files.isRegularFile(image)) {
                    image = work.resolve("image.tar");
                    new EngineImages(Engine.ask(System.getenv()).required()).save(from, image);
                }
                return new LabelledImage(image, model.toManifest(), options.platform(), options.revision())
                        .write(target, cache().resolve("cache"));
            } catch (BadImageException e) {
                throw e.of(from);
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, target + " cannot be written: " + CliException.words(e), e);
        }
    }

    /** Loads an image into the container engine of this machine; 78 where none answers. */
    public void load(BuiltImage built) {
        new EngineImages(Engine.ask(System.getenv()).required()).hold(built.tar(), built.name());
    }

    /** What {@code slipway.yaml} says a model's image stands on. */
    public BaseImage base(ModelFile model) {
        String runtime = model.runtime() == ModelRuntime.PYTHON ? "python" : "java";
        PinnedImage base = ProjectFile.read(checkout.home().resolve(ProjectFile.FILE))
                .bases()
                .get(runtime);
        if (base == null) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    ProjectFile.FILE + ": bases." + runtime + " is missing, so there is no base for " + model.name()
                            + ": name one by its digest there or with --base");
        }
        return new BaseImage(base);
    }

    /** Where a model's image lies if no other file is asked for. */
    public Path tar(ModelFile model, TargetPlatform platform) {
        return cache().resolve("images")
                .resolve(model.name() + "-" + model.version() + "-"
                        + platform.toString().replace('/', '-') + ".tar");
    }

    private Path cache() {
        return checkout.home().resolve(".slipway");
    }

    private static String word(ModelRuntime runtime) {
        return runtime.name().toLowerCase(Locale.ROOT);
    }
}
