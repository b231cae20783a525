package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.images.BaseImage;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.JobSettings;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Chooses what a model or an image runs on: a container where an engine answers, as in production, else a process from
 * the same files.
 *
 * @param kind what was asked for
 * @param base what the model's image is to stand on; null for what {@code slipway.yaml} names
 * @param environment where docker is looked for
 * @param loaded gets the tars that an engine has to be rid of afterwards
 */
public record RuntimeChoice(
        Checkout checkout,
        Tool tool,
        RuntimeKind kind,
        BaseImage base,
        Map<String, String> environment,
        List<LoadedTar> loaded) {
    /**
     * For a model's folder: its image is built and loaded, if an engine answers.
     *
     * @param packed the model's image folder, which a process runs from
     * @throws InferenceException or CliException where a container was asked for and cannot be had
     */
    public ChosenRuntime ofModel(ModelFile model, Path packed) {
        return limited(limits(), chosen(model, packed));
    }

    private ChosenRuntime chosen(ModelFile model, Path packed) {
        if (kind == RuntimeKind.PROCESS) {
            return process(model, packed, "as asked");
        }
        EngineAnswer answer = Engine.ask(environment);
        if (answer.engine() == null && kind == RuntimeKind.AUTO && base == null) {
            return process(model, packed, "no container engine answers: " + answer.reason());
        }
        EngineImages images = new EngineImages(answer.required());
        ModelContainer container = new ModelContainer(checkout, tool);
        BuildOptions options = BuildOptions.here();
        try {
            return images.load(container.build(model, base == null ? options : options.on(base)), "");
        } catch (InferenceException unreachable) {
            if (base != null || unreachable.exitCode() != ExitCode.TRY_AGAIN) {
                throw unreachable;
            }
            if (scratchIsPossible(model)) {
                return images.load(
                        container.build(model, options.on(BaseImage.SCRATCH)),
                        ", built from scratch because " + reason(unreachable));
            }
            if (kind == RuntimeKind.CONTAINER) {
                throw unreachable;
            }
            return process(model, packed, "there is no image for a container: " + reason(unreachable));
        }
    }

    /**
     * For an image as it is: a tar, an image folder, or a reference, which is pulled where the engine does not hold it.
     *
     * @throws CliException 64 where the runtime that was asked for cannot run such a thing
     * @throws InferenceException 78 where there is no such image or no engine, 75 where its registry is away
     */
    public ChosenRuntime ofImage(String image) {
        return limited(limits(), chosen(image));
    }

    private ChosenRuntime chosen(String image) {
        Path path = Path.of(image);
        if (Files.isDirectory(path)) {
            if (kind == RuntimeKind.CONTAINER) {
                throw new CliException(
                        ExitCode.USAGE, "--runtime container: " + image + " is a folder, which runs as a process");
            }
            return process(path.toAbsolutePath(), "the image is a folder");
        }
        if (kind == RuntimeKind.PROCESS) {
            throw new CliException(
                    ExitCode.USAGE, "--runtime process: " + image + " is a container image, not an image folder");
        }
        EngineImages images = new EngineImages(Engine.ask(environment).required());
        return Files.isRegularFile(path) ? images.lend(path, image, loaded) : images.byReference(image);
    }

    private AskedLimits limits() {
        return JobSettings.containerLimits(environment);
    }

    /** By the variables that limit a container of the job; that a process is not limited has to be said. */
    private static ChosenRuntime limited(AskedLimits limits, ChosenRuntime chosen) {
        boolean kept = limits.isNone() || chosen.runtime() instanceof ContainerRuntime;
        return new ChosenRuntime(
                limits.on(chosen.runtime()), chosen.why() + (kept ? "" : "; " + AskedLimits.NOT_OF_A_PROCESS));
    }

    private ChosenRuntime process(ModelFile model, Path packed, String why) {
        try {
            new ModelImage(checkout, tool).runsHere(model);
        } catch (CliException cannot) {
            throw new CliException(cannot.exitCode(), cannot.getMessage() + "\nA process was taken: " + why, cannot);
        }
        return process(packed, why);
    }

    private static ChosenRuntime process(Path packed, String why) {
        return new ChosenRuntime(new ProcessRuntime(packed), "as a process of this machine: " + why);
    }

    private static boolean scratchIsPossible(ModelFile model) {
        return System.getProperty("os.name").equals("Linux")
                && (model.runtime() == ModelRuntime.JAVA || model.runtime() == ModelRuntime.ONNX);
    }

    /** The failure without its advice, which is being followed. */
    private static String reason(InferenceException failure) {
        return failure.getMessage().replaceFirst("(?s)\\. Is its registry.*", "");
    }
}
