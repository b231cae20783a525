package dev.slipway.cli.push;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.BuildOptions;
import dev.slipway.cli.model.ModelContainer;
import dev.slipway.cli.terminal.Console;
import dev.slipway.images.BadImageException;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.ImageTar;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the image that {@code MODEL|TAR|REF} means. */
public record Candidates(Checkout checkout, Console console, Tool tool, BuildOptions options) {
    private static final String ID = "(?:sha256:)?[0-9a-f]{12,64}";

    /** A file is a tar; what is a model here is built; anything else that has the form of a reference is one. */
    Candidate find(String named) {
        Path file = Path.of(named);
        if (Files.isRegularFile(file) && !file.endsWith(ModelFile.FILE)) {
            return opened(named, file, Optional.empty(), Optional.empty(), null);
        }
        boolean path = Files.exists(file) || checkout.models().contains(named);
        if (!path && (named.contains(":") || named.contains("/") || named.matches(ID))) {
            return inEngine(named);
        }
        ModelFile model = ModelFile.read(checkout.modelFolder(named));
        console.remark("building " + model.name() + " " + model.version());
        BuiltImage built = new ModelContainer(checkout, tool).build(model, options);
        built.remark().ifPresent(console::remark);
        return opened(named, built.tar(), Optional.of(model), Optional.empty(), null);
    }

    private Candidate inEngine(String named) {
        Optional<ImageReference> reference = named.matches(ID) ? Optional.empty() : Optional.of(parse(named));
        Engine engine = Engine.ask(System.getenv()).required();
        EngineImage image = engine.inspect(named).orElseGet(() -> {
            if (reference.isEmpty()) {
                throw new CliException(ExitCode.USAGE, "the container engine has no image " + named);
            }
            if (reference.get().host().equals("docker.io") && !named.startsWith("docker.io/")) {
                throw new CliException(
                        ExitCode.USAGE,
                        named
                                + ": there is no such model or file, and the container engine holds no such image; one in a"
                                + " registry is named with its host");
            }
            console.remark("pulling " + named);
            return engine.pull(reference.get());
        });
        try {
            Path tar = Files.createTempFile("slipway-push", ".tar");
            tar.toFile().deleteOnExit();
            try {
                engine.save(image, tar);
                return opened(named, tar, Optional.empty(), reference, tar);
            } catch (RuntimeException e) {
                Files.deleteIfExists(tar);
                throw e instanceof BadImageException bad ? bad.of(named) : e;
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.TRY_AGAIN, named + ": cannot be saved to a temporary file: " + CliException.words(e), e);
        }
    }

    private static ImageReference parse(String named) {
        try {
            return ImageReference.parse(named);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, named + " is no model, no file and no image's name: " + e.getMessage());
        }
    }

    private Candidate opened(
            String named, Path tar, Optional<ModelFile> model, Optional<ImageReference> reference, Path temporary) {
        ImageTar image = ImageTar.open(tar);
        try {
            image.require(options.platform().toString());
            Manifest manifest = image.model();
            reference.ifPresent(name -> agree(name, manifest));
            return new Candidate(named, image, tar, model, reference, temporary);
        } catch (RuntimeException e) {
            image.close();
            throw e;
        }
    }

    /** What the image is called must not say another thing than the image itself. */
    private static void agree(ImageReference reference, Manifest manifest) {
        String name = reference.repository().substring(reference.repository().lastIndexOf('/') + 1);
        if (!name.equals(manifest.name().value())) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    reference + ": the image is of the model " + manifest.name()
                            + ", expected a repository of that name");
        }
        if (reference.tag() == null) {
            return;
        }
        String right = reference.repository() + ":" + manifest.version();
        try {
            ModelVersion.parse(reference.tag());
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    reference + ": the tag is no semantic version: " + e.getMessage() + "; 'docker tag " + reference
                            + " " + right + "' gives it the one of its label");
        }
        if (!reference.tag().equals(manifest.version().toString())) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    reference + ": the tag is not the version of its label, " + manifest.version() + "; 'docker tag "
                            + reference + " " + right + "' gives it that one");
        }
    }
}
