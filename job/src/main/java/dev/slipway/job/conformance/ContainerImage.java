package dev.slipway.job.conformance;

import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.job.runtime.ContainerRuntime;
import java.util.List;
import java.util.Optional;

/**
 * A container image on an engine that can run it, for the rules that a folder with its files cannot show.
 *
 * @param named as the user named it
 * @param tag the tag that it was named by; null where it was named by a file, a model or a digest
 * @param unwanted what is in the image and has no business there, each with its path; empty where nobody has looked
 * @param limits what it may take
 */
public record ContainerImage(
        Engine engine,
        EngineImage image,
        String named,
        String tag,
        Optional<List<String>> unwanted,
        AskedLimits limits) {
    /** What a runtime runs, as far as it shows. */
    static ContainerImage of(ContainerRuntime runtime) {
        return new ContainerImage(
                runtime.engine(), runtime.engineImage(), runtime.image(), null, Optional.empty(), AskedLimits.NONE);
    }

    /** @throws InferenceException 78 where the job would not start such an image */
    ContainerRuntime runtime() {
        return limits.on(ContainerRuntime.of(engine, image, named, null));
    }
}
