package dev.slipway.cli.check;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ChosenRuntime;
import dev.slipway.cli.model.LoadedTar;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.model.RuntimeKind;
import dev.slipway.images.Finding;
import dev.slipway.images.ImageContents;
import dev.slipway.images.ImageTar;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.JobSettings;
import dev.slipway.job.conformance.ContainerImage;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.job.runtime.PulledImage;
import dev.slipway.releases.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a user names: a model, an image's folder, a tar, or an image of the engine or of a registry. An image is
 * taken as it is, whatever it lacks: to say that is the check's part.
 *
 * @param asked on what a model is to run
 * @param work an empty folder for what has to be made
 * @param loaded gets the tars that an engine has to be rid of afterwards
 */
record Subjects(Checkout checkout, Tool tool, RuntimeAsked asked, Path work, List<LoadedTar> loaded) {
    private static final String MODEL_FILE = "model.yaml";
    private static final String ENTRYPOINT_FILE = "entrypoint.json";

    Subject find(String named) {
        Path path = Path.of(named);
        boolean isFolder = Files.isDirectory(path);
        if (isFolder && Files.isRegularFile(path.resolve(ENTRYPOINT_FILE))) {
            refuseOptions(
                    named + " is an image's folder, which runs as a process", asked.kind() == RuntimeKind.CONTAINER);
            return Subject.of(named, new ProcessRuntime(path), "as a process of this machine: it is a folder");
        }
        if (Files.isRegularFile(path) && !path.endsWith(MODEL_FILE)) {
            refuseOptions(named + " is a container image", asked.kind() == RuntimeKind.PROCESS);
            return ofTar(path);
        }
        boolean known = checkout.models().contains(named) || Files.exists(path);
        if (!known) {
            Optional<Subject> image = ofReference(named);
            if (image.isPresent()) {
                return image.get();
            }
        }
        if (isFolder && !known(path)) {
            throw new CliException(
                    ExitCode.USAGE,
                    path.toAbsolutePath() + " has no " + MODEL_FILE + ", so it is no model's folder, and no "
                            + ENTRYPOINT_FILE + ", so it is no image's");
        }
        return ofModel(ModelFile.read(checkout.modelFolder(named)));
    }

    private static boolean known(Path folder) {
        return Files.isRegularFile(folder.resolve(MODEL_FILE));
    }

    private void refuseOptions(String what, boolean otherRuntime) {
        if (otherRuntime || asked.base() != null) {
            throw new CliException(
                    ExitCode.USAGE,
                    (otherRuntime ? "--runtime " + asked.kind() : "--base") + " is for a model: " + what);
        }
    }

    private Subject ofModel(ModelFile model) {
        Path packed = work.resolve("image");
        new ModelImage(checkout, tool).make(model, false, packed);
        ChosenRuntime chosen = asked.choice(checkout, tool, loaded).ofModel(model, packed);
        if (chosen.runtime() instanceof ContainerRuntime container) {
            return Subject.of(
                            image(
                                    container.engine(),
                                    container.engineImage(),
                                    model.name() + " " + model.version(),
                                    null),
                            chosen.why())
                    .of(model);
        }
        return Subject.of(model.name() + " " + model.version(), chosen.runtime(), chosen.why())
                .of(model);
    }

    private Subject ofTar(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            List<String> unwanted = unwanted(image);
            Engine engine = Engine.ask(System.getenv()).required();
            LoadedTar load = new LoadedTar(engine, image);
            loaded.add(load);
            EngineImage inEngine = load.load(tar);
            return Subject.of(
                    new ContainerImage(engine, inEngine, tar.toString(), null, Optional.of(unwanted), limits()),
                    in(engine, ""));
        }
    }

    /** Empty where it can only be the name of a model, misspelt. */
    private Optional<Subject> ofReference(String named) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(named);
        } catch (IllegalArgumentException noReference) {
            return Optional.empty();
        }
        boolean plain = !named.contains(":") && !named.contains("/");
        Optional<Engine> answering = Engine.find(System.getenv());
        Optional<EngineImage> held = answering.flatMap(engine -> engine.inspect(named));
        if (held.isEmpty() && (plain || named.startsWith(".") || named.startsWith("/"))) {
            return Optional.empty();
        }
        if (held.isEmpty() && reference.host().equals("docker.io")) {
            throw new CliException(
                    ExitCode.USAGE,
                    named + ": there is no such model, file or folder, and "
                            + (answering.isPresent()
                                    ? "the container engine holds no such image"
                                    : "no container engine")
                            + "; one in a registry is named with its host");
        }
        refuseOptions(named + " is a container image", asked.kind() == RuntimeKind.PROCESS);
        Engine engine = answering.orElseGet(() -> Engine.ask(System.getenv()).required());
        EngineImage image =
                held.orElseGet(() -> PulledImage.of(engine, reference).image());
        return Optional.of(Subject.of(
                image(engine, image, named, reference.tag()),
                in(engine, held.isPresent() ? ", the image that the engine held" : ", pulled just now")));
    }

    /** With its files looked through: saved to a tar, because only there are they to be had without running it. */
    private ContainerImage image(Engine engine, EngineImage image, String named, String tag) {
        Path saved = work.resolve("saved.tar");
        engine.save(image, saved);
        try (ImageTar tar = ImageTar.open(saved)) {
            return new ContainerImage(engine, image, named, tag, Optional.of(unwanted(tar)), limits());
        }
    }

    private static AskedLimits limits() {
        return JobSettings.containerLimits(System.getenv());
    }

    private static List<String> unwanted(ImageTar tar) {
        return ImageContents.scan(tar).stream().map(Finding::toString).toList();
    }

    private static String in(Engine engine, String more) {
        return "in a container, as Docker " + engine.version() + " answers" + more;
    }
}
