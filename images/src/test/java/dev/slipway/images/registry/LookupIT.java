package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What real registries have under a version. */
class LookupIT extends PushCase {
    private static final ModelName MODEL = new ModelName("tiny-model");
    private static final ModelVersion VERSION = ModelVersion.parse("2.0.0");

    @Test
    void shouldReadAnImageAndItsMetricsWithoutALayer() {
        Pushed pushed;
        try (ImageTar image = ImageTar.open(tar("lookup", Versions.golden("2.0.0", "b".repeat(64))))) {
            pushed = pusher(registry.address(), Optional.empty(), SHORT).push(image, Map.of("rmse", 0.41));
        }
        registry.forget();

        assertThat(lookup(registry.address(), Optional.empty()).find(MODEL, VERSION))
                .contains(new Lookup.Found(pushed.digest(), pushed.model(), pushed.golden()));
        assertThat(registry.requests())
                .as("open, two tags and the configuration")
                .hasSize(4)
                .allMatch(request -> request.startsWith("GET"));
        assertThat(lookup(registry.address(), Optional.empty()).find(MODEL, ModelVersion.parse("2.0.1")))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoModelsImage() {
        TinyImages.script("exit 64").push(registry.behind().host() + "/tiny-model:2.0.0");

        assertThatThrownBy(() -> lookup(registry.address(), Optional.empty()).find(MODEL, VERSION))
                .hasMessageContaining("tiny-model:2.0.0 has no label dev.slipway.manifest, so it is no model's image")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_DATA);
    }

    @Test
    void shouldLogInAsAPushDoes() {
        try (LocalRegistry closed = LocalRegistry.withPassword()) {
            RegistryAddress address = RegistryAddress.parse(closed.host());
            Login login = new Login(LocalRegistry.USER, LocalRegistry.PASSWORD, "test");

            assertThat(lookup(address, Optional.of(login)).find(MODEL, VERSION)).isEmpty();
            assertThatThrownBy(() -> lookup(address, Optional.empty()).find(MODEL, VERSION))
                    .hasMessageContaining(" asks for a login and there is none; tried nothing; 'docker login ")
                    .extracting("exitCode")
                    .isEqualTo(ExitCode.BAD_CONFIGURATION);
            assertThatThrownBy(() -> lookup(address, Optional.of(new Login("eve", "guessed", "test")))
                            .find(MODEL, VERSION))
                    .hasMessageContaining("refuses user eve of test")
                    .hasMessageEndingWith("expected the right to pull from tiny-model");
        }
    }

    private static Lookup lookup(RegistryAddress address, Optional<Login> login) {
        return new Lookup(address, login, "nothing", SHORT);
    }
}
