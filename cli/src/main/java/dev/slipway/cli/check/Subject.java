package dev.slipway.cli.check;

import dev.slipway.inference.Manifest;
import dev.slipway.job.conformance.Checked;
import dev.slipway.job.conformance.Conformance;
import dev.slipway.job.conformance.ContainerImage;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.job.runtime.ManifestLabel;
import dev.slipway.releases.ModelFile;
import java.util.Map;
import java.util.Optional;
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

    /** What it says of itself, as far as that can be read: what cannot is for the rules to tell. */
    Optional<Manifest> manifest() {
        try {
            return Optional.of(
                    model != null
                            ? model.toManifest()
                            : container != null ? ManifestLabel.of(container.image(), named) : process.describe());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    Checked check(Map<String, String> variables, Consumer<RuleResult> told) {
        return container == null
                ? Conformance.check(process, variables, told)
                : Conformance.check(container, variables, told);
    }
}
