package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.job.runtime.ManifestLabel;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.job.runtime.PulledImage;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image that {@code SLIPWAY_IMAGE} names, brought to this machine when a verb first needs it. */
final class JobImage {
    private final JobSettings settings;
    private final ProgressListener listener;
    private ImageRuntime runtime;

    JobImage(JobSettings settings, ProgressListener listener, ImageRuntime runtime) {
        this.settings = settings;
        this.listener = listener;
        this.runtime = runtime;
    }

    /** @throws InferenceException 78 where there is no such image or it cannot be run here, 75 where its registry is away */
    ImageRuntime runtime() {
        if (runtime == null) {
            Path folder = Path.of(settings.image());
            runtime = Files.isDirectory(folder) || settings.image().matches("[/.].*") ? process(folder) : pull();
        }
        return runtime;
    }

    private ImageRuntime process(Path folder) {
        if (!settings.container().isNone()) {
            listener.note(AskedLimits.NOT_OF_A_PROCESS);
        }
        return new ProcessRuntime(folder);
    }

    private ImageRuntime pull() {
        ImageReference reference =
                ImageReference.parse(settings.image()).orTag(settings.version().toString());
        Engine engine = Engine.ask(System.getenv()).required();
        listener.note("pulling " + reference);
        PulledImage pulled = PulledImage.of(engine, reference);
        refuseOther(settings, ManifestLabel.of(pulled.image(), pulled.name()), pulled.name());
        ContainerRuntime container = pulled.runtime(engine);
        listener.note("running " + pulled.name() + " in a container");
        return settings.container().on(container);
    }

    /** Refuses an image that is another one than was asked for (78). */
    static void refuseOther(JobSettings settings, Manifest manifest, String image) {
        if (settings.name() != null && !settings.name().equals(manifest.name())) {
            throw other(Variable.NAME, settings.name(), manifest.name(), image);
        }
        if (!settings.version().equals(manifest.version())) {
            throw other(Variable.VERSION, settings.version(), manifest.version(), image);
        }
    }

    private static InferenceException other(Variable variable, Object expected, Object got, String image) {
        return new InferenceException(
                ExitCode.BAD_CONFIGURATION,
                variable.key() + ": expected the image to be " + expected + ", but " + image + " says it is " + got);
    }
}
