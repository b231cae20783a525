package dev.slipway.job.conformance;

import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.runtime.ContainerRuntime;
import java.util.Optional;

/** One thing that a container can be let have to find out whether that is what its image lacks. */
enum Relief {
    WRITABLE_ROOT("a root that may be written") {
        @Override
        Optional<ContainerRuntime> on(ContainerRuntime runtime, EngineImage image) {
            return Optional.of(runtime.with(runtime.seals().withWritableRoot()));
        }
    },
    OWN_USER("the image's own user") {
        @Override
        Optional<ContainerRuntime> on(ContainerRuntime runtime, EngineImage image) {
            String uid = image.user().split(":", 2)[0];
            return uid.matches("\\d{1,9}") ? runtime.as(Integer.parseInt(uid)) : Optional.empty();
        }
    },
    MANY_PROCESSES("32,000 processes") {
        @Override
        Optional<ContainerRuntime> on(ContainerRuntime runtime, EngineImage image) {
            return Optional.of(runtime.with(runtime.limits().withProcesses(32_000)));
        }
    };

    private final String words;

    Relief(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The runtime with that; empty where it cannot be had. */
    abstract Optional<ContainerRuntime> on(ContainerRuntime runtime, EngineImage image);
}
