package dev.slipway.job.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.Pushed;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.job.TestEngine;
import dev.slipway.job.TestImages;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was pushed is what the job gets: by its digest, through a real registry, into a real engine. */
class PulledIT {
    @TempDir
    Path folder;

    private TestEngine docker;
    private LocalRegistry registry;
    private Path tar;

    @BeforeEach
    void start() {
        docker = TestEngine.required();
        registry = LocalRegistry.start();
        tar = TestEngine.scripted()
                .label(ImageTar.MANIFEST_LABEL, TestImages.manifest())
                .tar("slipway-test/pushed:1", folder.resolve("image.tar"));
    }

    @AfterEach
    void stop() {
        if (docker != null) {
            docker.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void shouldRunWhatIsPulledByItsDigest() {
        Pushed pushed = push(tar);
        EngineImage pulled = pull(pushed);
        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(pulled.id()).isEqualTo(image.configDigest());
        }
        // Another test may hold the same image under its own registry's name at the same time.
        assertThat(pulled.repoDigests()).contains(repository(pushed) + "@" + pushed.digest());
        assertThat(TestEngine.output(
                        "docker", "run", "--rm", "--network", "none", "--read-only", pulled.id(), "describe"))
                .isEqualTo(TestImages.manifest().strip());
    }

    @Test
    void shouldKnowAnImageAgainThatAnEngineHasSaved() {
        Pushed pushed = push(tar);
        Path saved = folder.resolve("saved.tar");
        docker.engine().save(pull(pushed), saved);
        Pushed again = push(saved);
        assertThat(again.already()).isTrue();
        assertThat(again.digest()).isEqualTo(pushed.digest());
    }

    private EngineImage pull(Pushed pushed) {
        String reference = repository(pushed) + "@" + pushed.digest();
        docker.forget(reference);
        return docker.engine().pull(ImageReference.parse(reference));
    }

    private Pushed push(Path image) {
        try (ImageTar opened = ImageTar.open(image)) {
            return new Push(
                            RegistryAddress.parse(registry.host()),
                            Optional.empty(),
                            "",
                            Patience.DEFAULT,
                            PushProgress.NONE)
                    .push(opened);
        }
    }

    private static String repository(Pushed pushed) {
        return pushed.reference().substring(0, pushed.reference().lastIndexOf(':'));
    }
}
