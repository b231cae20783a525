package dev.slipway.cli.check;

import dev.slipway.job.conformance.Conformance;
import dev.slipway.job.conformance.ContainerImage;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.releases.ModelFile;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is checked.
 *
 * @param named as the user named it
 * @param model the model that was named; null where an image was
 * @param container the image where it is one; null for a folder
 * @param process the runtime of a folder; null for a container image
 * @param why which runtime and why; goes on after "checking … "
 */
record Subject(String named, ModelFile model, ContainerImage container, ImageRuntime process, String why) {
    static Subject of(ContainerImage image, String why) {
        return new Subject(image.named(), null, image, null, why);
    }

    static Subject of(String named, ImageRuntime process, String why) {
        return new Subject(named, null, null, process, why);
    }

    Subject of(ModelFile file) {
        return new Subject(named, file, container, process, why);
    }

    /** {@code container} or {@code process}. */
    String runtime() {
        return container == null ? "process" : "container";
    }

    List<RuleResult> check(Consumer<RuleResult> told) {
        return container == null ? Conformance.check(process, told) : Conformance.check(container, told);
    }
}
