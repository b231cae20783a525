package dev.slipway.cli.model;

import dev.slipway.cli.CliException;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.ImageTar;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ManifestLabel;
import dev.slipway.job.runtime.PulledImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings images into the container engine of this machine. */
record EngineImages(Engine engine) {
    /**
     * Loads a model's image, unless the engine holds that very one. It stays, so that the next run begins at once.
     *
     * @param more what there is to say about it
     */
    ChosenRuntime load(BuiltImage built, String more) {
        try (ImageTar image = built.open()) {
            EngineImage loaded =
                    engine.inspect(image.configDigest()).orElseGet(() -> replace(built.tar(), built.name()));
            return new ChosenRuntime(
                    ContainerRuntime.of(engine, loaded, built.name(), image.digest()),
                    in(built.name())
                            + more
                            + built.remark().map(remark -> "; " + remark).orElse(""));
        }
    }

    /** Loads somebody's tar until {@code loaded}, which gets it, is closed. */
    ChosenRuntime lend(Path tar, String named, List<LoadedTar> loaded) {
        try (ImageTar image = ImageTar.open(tar)) {
            LoadedTar lent = new LoadedTar(engine, image);
            loaded.add(lent);
            EngineImage inEngine = lent.load(tar);
            ManifestLabel.of(inEngine, named);
            return new ChosenRuntime(ContainerRuntime.of(engine, inEngine, named, image.digest()), in(named));
        }
    }

    /** Has the engine hold a tar's image under its name; one that it holds already is not sent again. */
    void hold(Path tar, String named) {
        try (ImageTar image = ImageTar.open(tar)) {
            Optional<EngineImage> held = engine.inspect(image.configDigest());
            if (held.isPresent()) {
                engine.tag(held.get(), named);
            } else {
                replace(tar, named);
            }
        }
    }

    /** Writes an image to a tar; one that the engine does not hold is pulled. */
    void save(String reference, Path tar) {
        if (engine.inspect(reference).isEmpty()) {
            ImageReference named = parse("--from", reference);
            requireHost("--from", named);
            engine.pull(named);
        }
        engine.save(reference, tar);
    }

    /** Loads it; what had its tag before goes, or every retrained model would leave an image without a name. */
    private EngineImage replace(Path tar, String named) {
        Optional<EngineImage> before = named.contains("/") ? Optional.empty() : engine.inspect(named);
        EngineImage loaded = engine.load(tar);
        before.filter(old -> !old.id().equals(loaded.id()))
                .filter(old -> old.labels().containsKey(ManifestLabel.NAME))
                .ifPresent(old -> engine.remove(old.id()));
        return loaded;
    }

    ChosenRuntime byReference(String reference) {
        ImageReference parsed = parse("--image", reference);
        Optional<EngineImage> held = engine.inspect(reference);
        if (held.isPresent()) {
            ManifestLabel.of(held.get(), reference);
            String digest = held.get().repoDigests().stream()
                    .filter(known -> known.startsWith(parsed.repository() + "@"))
                    .map(known -> known.substring(known.indexOf('@') + 1))
                    .findFirst()
                    .orElse(null);
            return new ChosenRuntime(
                    ContainerRuntime.of(engine, held.get(), reference, digest),
                    in(reference) + ", which the engine held");
        }
        requireHost("--image", parsed);
        PulledImage pulled = PulledImage.of(engine, parsed);
        ManifestLabel.of(pulled.image(), pulled.name());
        return new ChosenRuntime(pulled.runtime(engine), in(pulled.name()) + ", pulled just now");
    }

    private static ImageReference parse(String option, String reference) {
        try {
            return ImageReference.parse(reference);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, option + ": there is no file of that name, and " + e.getMessage());
        }
    }

    /** A misspelt file is not looked for at Docker's own registry, which is meant only where it is named. */
    private static void requireHost(String option, ImageReference reference) {
        if (reference.host().equals("docker.io") && !reference.repository().startsWith("docker.io/")) {
            throw new CliException(
                    ExitCode.USAGE,
                    option + " " + reference + ": there is no such file, and the container engine holds no such image;"
                            + " one in a registry is named with its host");
        }
    }

    private String in(String named) {
        return "in a container, as Docker " + engine.version() + " answers: " + named;
    }
}
