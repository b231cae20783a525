package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway push} on tars; that a whole model can be pushed and run is the rehearsal's and the job's to show. */
class PushIT {
    private static final String MANIFEST = """
            {"spec":"1.0","name":"film-gross","version":"%s","key":["id"],"input":[{"name":"id","type":"string"}],\
            "output":[{"name":"id","type":"string"},{"name":"score","type":"double"}]}""";

    @TempDir
    static Path folder;

    private static LocalRegistry registry;

    @BeforeAll
    static void startRegistry() {
        registry = LocalRegistry.start();
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void shouldEndWithTheLineForStaging() {
        Path tar = pushed("1.2.0");
        Typed typed = Typed.slipway("push", tar.toString(), registry.host());
        assertThat(typed.err()).isEmpty();
        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .contains("image   " + registry.host() + "/film-gross:1.2.0\ndigest  sha256:")
                .contains("nothing to push: this image is there already")
                .containsPattern("environments/staging.yaml:\\d+: 1.0.0 today, becomes:\n    version: 1.2.0\n$");

        Typed released = Typed.slipway("push", pushed("1.0.0").toString(), registry.host());
        assertThat(released.out())
                .containsPattern(
                        "environments/staging.yaml:\\d+: this version is there already:\n    version: 1.0.0\n$");
    }

    @Test
    void shouldTellTheSameAsJson() throws IOException {
        Path tar = pushed("1.3.0");
        Typed typed = Typed.slipway("push", tar.toString(), registry.host(), "--json");
        Map<String, Object> json = JSON.std.mapFrom(typed.out());
        assertThat(json)
                .containsEntry("model", "film-gross")
                .containsEntry("version", "1.3.0")
                .containsEntry("pushed", false)
                .containsEntry("image", registry.host() + "/film-gross:1.3.0")
                .containsEntry("bytesSent", 0);
        assertThat((Map<?, ?>) json.get("staging"))
                .extracting(staging -> staging.get("text"))
                .isEqualTo("    version: 1.3.0");
    }

    @Test
    void shouldRefuseAVersionThatIsTaken() {
        pushed("1.4.0");
        Path other = tar("1.4.0", "other");
        Typed typed = Typed.slipway("push", other.toString(), registry.host());
        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("film-gross:1.4.0 is there already with sha256:")
                .contains("raise the version in model.yaml");
    }

    @Test
    @EnabledIf(value = "dev.slipway.cli.Prerequisite#engine", disabledReason = "no container engine answers")
    void shouldPushNothingThatFailsARule() {
        Path tar = tar("1.5.0", "exits with 64 whatever it is asked");
        Typed typed = Typed.slipway("push", tar.toString(), registry.host());
        assertThat(Engine.find(System.getenv()).orElseThrow().inspect("slipway-push-it:1.5.0"))
                .as("the check has loaded it, and removed it again")
                .isEmpty();
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).contains("FAIL").containsPattern("Not pushed, for it fails .*describe\\.");
        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(push().find(image)).isEmpty();
        }
    }

    @Test
    void shouldTellMistakesInOneLine() {
        Path tar = tar("1.6.0", "a");
        assertThat(Typed.slipway("push", tar.toString(), registry.host() + "/x:1.0.0"))
                .satisfies(typed -> assertThat(typed.code()).isEqualTo(64))
                .satisfies(typed -> assertThat(typed.err()).contains("REGISTRY: expected a registry as host[:port]"));
        assertThat(Typed.slipway("push", "no-such-model", registry.host()))
                .satisfies(typed -> assertThat(typed.code()).isEqualTo(64))
                .satisfies(typed -> assertThat(typed.err()).contains("there is no model no-such-model; known are "));
        assertThat(Typed.slipway("push", tar.toString(), registry.host(), "--platform", "linux/arm64"))
                .satisfies(typed -> assertThat(typed.code()).isEqualTo(65))
                .satisfies(typed -> assertThat(typed.err()).contains("is for linux/amd64, expected linux/arm64"));
    }

    @Test
    @EnabledIf(value = "dev.slipway.cli.Prerequisite#engine", disabledReason = "no container engine answers")
    void shouldNotLookForAMisspeltNameAtDockersOwnRegistry() {
        Typed typed = Typed.slipway("push", "slipway-test-absent:1.0.0", registry.host());
        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err())
                .contains("the container engine holds no such image; one in a registry is named with its host");
    }

    @Test
    @EnabledIf(value = "dev.slipway.cli.Prerequisite#engine", disabledReason = "no container engine answers")
    void shouldPushNothingUnderATagThatIsNotTheVersion() {
        Engine engine = Engine.find(System.getenv()).orElseThrow();
        EngineImage image = engine.load(tar("1.7.0", "a"));
        String repository = "slipway-test/" + UUID.randomUUID() + "/film-gross:";
        try {
            for (String tag : List.of("latest", "1.7.1")) {
                engine.tag(image, repository + tag);
                Typed typed = Typed.slipway("push", repository + tag, registry.host());
                assertThat(typed.code()).isEqualTo(65);
                assertThat(typed.err())
                        .contains(
                                tag.equals("latest")
                                        ? "the tag is no semantic version: "
                                        : "the tag is not the version")
                        .contains("'docker tag " + repository + tag + " " + repository + "1.7.0' gives it");
            }
        } finally {
            engine.remove(repository + "latest");
            engine.remove(repository + "1.7.1");
            engine.remove("slipway-push-it:1.7.0");
        }
    }

    @Test
    @EnabledIf(value = "dev.slipway.cli.Prerequisite#engine", disabledReason = "no container engine answers")
    void shouldNameAnImageWithoutLabelsAsTheUserDid() {
        Engine engine = Engine.find(System.getenv()).orElseThrow();
        String name = "slipway-test/unlabelled:" + UUID.randomUUID();
        engine.load(TinyImages.script("exit 64").tar(name, folder.resolve("unlabelled.tar")));
        try {
            Typed typed = Typed.slipway("push", name, registry.host());
            assertThat(typed.err())
                    .startsWith(
                            "slipway: " + name + ": has no label dev.slipway.manifest, so it is no inference image");
            assertThat(typed.code()).isEqualTo(65);
        } finally {
            engine.remove(name);
        }
    }

    private static Path pushed(String version) {
        Path tar = tar(version, "first");
        try (ImageTar image = ImageTar.open(tar)) {
            push().push(image);
        }
        return tar;
    }

    private static Push push() {
        return new Push(
                RegistryAddress.parse(registry.host()), Optional.empty(), "", Patience.DEFAULT, PushProgress.NONE);
    }

    private static Path tar(String version, String trained) {
        return TinyImages.script("exit 64")
                .file("/opt/model/trained.txt", trained)
                .label(ImageTar.MANIFEST_LABEL, MANIFEST.formatted(version))
                .tar("slipway-push-it:" + version, folder.resolve(version + trained.hashCode() + ".tar"));
    }
}
