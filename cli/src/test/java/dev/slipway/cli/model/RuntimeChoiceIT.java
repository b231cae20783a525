package dev.slipway.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.Prerequisite;
import dev.slipway.cli.Tool;
import dev.slipway.images.BaseImage;
import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ManifestLabel;
import dev.slipway.releases.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeChoiceIT {
    private static final Map<String, String> NO_ENGINE = Map.of("PATH", "/nowhere");

    @TempDir
    Path folder;

    private final Checkout checkout = Checkout.find();
    private final ModelFile model = ModelFile.read(checkout.modelFolder("audience-forecast"));

    private final List<LoadedTar> loaded = new ArrayList<>();

    @AfterEach
    void unload() {
        loaded.forEach(LoadedTar::close);
    }

    private RuntimeChoice choice(RuntimeKind kind, BaseImage base, Map<String, String> environment) {
        return new RuntimeChoice(checkout, new Tool(null), kind, base, environment, loaded);
    }

    @Test
    void shouldTakeAProcessWhereNoEngineAnswersAndSayWhy() {
        ChosenRuntime chosen = choice(RuntimeKind.AUTO, null, NO_ENGINE).ofModel(model, folder);
        assertThat(chosen.runtime().kind()).isEqualTo("process");
        assertThat(chosen.told()).isEqualTo("process");
        assertThat(chosen.why())
                .isEqualTo("as a process of this machine: no container engine answers: there is no docker on PATH");
    }

    @Test
    void shouldTakeAProcessWhereThatWasAsked() {
        assertThat(choice(RuntimeKind.PROCESS, null, System.getenv())
                        .ofModel(model, folder)
                        .why())
                .isEqualTo("as a process of this machine: as asked");
    }

    @Test
    void shouldRefuseWhereWhatWasAskedCannotBeHad() {
        assertThatThrownBy(() -> choice(RuntimeKind.CONTAINER, null, NO_ENGINE).ofModel(model, folder))
                .hasMessage("no container engine: there is no docker on PATH");
        assertThatThrownBy(() ->
                        choice(RuntimeKind.AUTO, BaseImage.SCRATCH, NO_ENGINE).ofModel(model, folder))
                .as("a base is for a container")
                .hasMessage("no container engine: there is no docker on PATH");
        assertThatThrownBy(() -> choice(RuntimeKind.AUTO, null, NO_ENGINE).ofImage("r.io/m:1"))
                .hasMessage("no container engine: there is no docker on PATH");
        assertThatThrownBy(() -> choice(RuntimeKind.CONTAINER, null, NO_ENGINE).ofImage(folder.toString()))
                .hasMessage("--runtime container: " + folder + " is a folder, which runs as a process");
        assertThatThrownBy(() -> choice(RuntimeKind.PROCESS, null, NO_ENGINE).ofImage("r.io/m:1"))
                .hasMessage("--runtime process: r.io/m:1 is a container image, not an image folder");
    }

    @Test
    void shouldRunATarAsItIs() {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        String tag = "slipway-test/choice:" + UUID.randomUUID();
        Path tar = labelled().tar(tag, folder.resolve("tiny.tar"));
        Engine engine = Engine.find(System.getenv()).orElseThrow();
        try (ImageTar image = ImageTar.open(tar)) {
            ChosenRuntime chosen = auto().ofImage(tar.toString());
            auto().ofImage(tar.toString());
            assertThat(chosen.runtime().digest()).contains(image.digest());
            assertThat(chosen.told()).isEqualTo("container " + image.digest().substring(0, 19));
            assertThat(chosen.why()).startsWith("in a container, as Docker ").endsWith(": " + tar);
            assertThat(auto().ofImage(tag).why()).endsWith(": " + tag + ", which the engine held");
            loaded.get(0).close();
            assertThat(engine.inspect(image.configDigest()))
                    .as("still in use by the other")
                    .isPresent();
            loaded.get(1).close();
            assertThat(engine.inspect(image.configDigest())).isEmpty();
        } finally {
            remove(tag);
        }
    }

    @Test
    void shouldLimitAContainerAsTheJobDoes() {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        String tag = "slipway-test/limits:" + UUID.randomUUID();
        Path tar = labelled().tar(tag, folder.resolve("limits.tar"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of("SLIPWAY_MEMORY", "64m", "SLIPWAY_DISK", "1g"));
        ChosenRuntime chosen = choice(RuntimeKind.AUTO, null, environment).ofImage(tar.toString());
        assertThat(chosen.runtime()).isInstanceOfSatisfying(ContainerRuntime.class, container -> {
            assertThat(container.limits().memory()).isEqualTo(64L << 20);
            assertThat(container.limits().disk()).isEqualTo(1L << 30);
        });
    }

    @Test
    void shouldSayThatAProcessIsNotLimitedAndRefuseWhatIsNoSize() {
        assertThat(choice(RuntimeKind.PROCESS, null, Map.of("SLIPWAY_DISK", "1g"))
                        .ofImage(folder.toString())
                        .why())
                .endsWith("the image is a folder; SLIPWAY_MEMORY and SLIPWAY_DISK limit containers, not processes");
        assertThatThrownBy(() -> choice(RuntimeKind.PROCESS, null, Map.of("SLIPWAY_MEMORY", "4gb"))
                        .ofImage(folder.toString()))
                .hasMessage("SLIPWAY_MEMORY: expected a size such as 512m or 4g, got \"4gb\"");
    }

    @Test
    void shouldRunWhatARegistryHasByItsDigest() {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        try (LocalRegistry registry = LocalRegistry.start()) {
            String tag = registry.host() + "/choice:1.0.0";
            String digest = labelled().push(tag);
            try {
                ChosenRuntime chosen = auto().ofImage(tag);
                assertThat(chosen.runtime().digest()).contains(digest);
                assertThat(chosen.why()).endsWith(": " + registry.host() + "/choice@" + digest + ", pulled just now");
                assertThat(auto().ofImage(tag).runtime().digest())
                        .as("held by the engine now, and still known by its digest")
                        .contains(digest);
            } finally {
                remove(tag);
                remove(registry.host() + "/choice@" + digest);
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoImageOfAModel() {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        String tag = "slipway-test/bare:" + UUID.randomUUID();
        TinyImages.script("true").tar(tag, folder.resolve("bare.tar"));
        assertThatThrownBy(() -> auto().ofImage(folder.resolve("bare.tar").toString()))
                .hasMessageContaining("expected the label dev.slipway.manifest with the model's manifest, got none");
        loaded.forEach(LoadedTar::close);
        assertThat(Engine.ask(System.getenv()).required().inspect(tag)).isEmpty();
        assertThatThrownBy(() -> auto().ofImage("No Such File.tar"))
                .hasMessageStartingWith("--image: there is no file of that name, and expected an image such as ")
                .extracting("exitCode")
                .isEqualTo(ExitCode.USAGE);
    }

    private RuntimeChoice auto() {
        return choice(RuntimeKind.AUTO, null, System.getenv());
    }

    private TinyImages labelled() {
        // No other test has the same image.
        return TinyImages.script("true # " + UUID.randomUUID())
                .label(ManifestLabel.NAME, model.toManifest().toJson());
    }

    private static void remove(String reference) {
        Engine.ask(System.getenv()).required().remove(reference);
    }
}
