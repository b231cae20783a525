package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TinyImages;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import dev.slipway.job.engine.EngineImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be checked, and what people are told where it cannot. */
class CheckIT {
    private static final String MANIFEST = """
            {"spec":"1.0","name":"tiny","version":"1.2.3","key":["id"],"input":[{"name":"id","type":"string"}],\
            "output":[{"name":"id","type":"string"}]}""";

    @TempDir
    private Path folder;

    @Test
    void shouldTellTheModelThatWasMeant() {
        Typed typed = Typed.slipway("check", "audience-forecat");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("did you mean audience-forecast?");
    }

    @Test
    void shouldRefuseATarThatIsNoImage() throws IOException {
        Path tar = Files.writeString(folder.resolve("broken.tar"), "no tar at all");

        Typed typed = Typed.slipway("check", tar.toString());

        assertThat(typed.code()).isEqualTo(65);
        assertThat(typed.err()).startsWith("slipway: " + tar).doesNotContain("\tat ");
    }

    @Test
    void shouldSayThatAFolderHasNoContainer() throws IOException {
        Files.writeString(folder.resolve("entrypoint.json"), "[\"true\"]");

        Typed typed = Typed.slipway("check", folder.toString(), "--runtime", "container");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err())
                .isEqualTo("slipway: --runtime container is for a model: " + folder
                        + " is an image's folder, which runs as a process\n");
    }

    @Test
    void shouldSayThatThereIsNoSuchImage() {
        engine();
        Typed typed = Typed.slipway("check", "slipway-test/absent:1.0.0");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err())
                .isEqualTo(
                        "slipway: slipway-test/absent:1.0.0: there is no such model, file or folder, and the container"
                                + " engine holds no such image; one in a registry is named with its host\n");
    }

    @Test
    void shouldJudgeAnImageWithoutLabelsByItsTag() throws IOException {
        Engine engine = engine();
        String reference = "slipway-test/tiny:" + UUID.randomUUID();
        Path tar = TinyImages.script("case $1 in describe) cat /opt/model/manifest.json;; *) exit 70;; esac")
                .file("/opt/model/manifest.json", MANIFEST)
                .tar(reference, folder.resolve("tiny.tar"));
        engine.load(tar);
        try {
            Typed typed = Typed.slipway("check", reference, "--json");

            assertThat(typed.code()).as(typed.err()).isEqualTo(1);
            Map<String, Object> json = JSON.std.mapFrom(typed.out());
            assertThat(json).containsEntry("passed", false).containsEntry("runtime", "container");
            assertThat(failed(json))
                    .containsExactly(
                            "image.labels",
                            "image.tag",
                            "verb.unknown-is-usage",
                            "verb.missing-is-usage",
                            "verb.usage-on-stderr");
            assertThat(typed.err())
                    .contains("label dev.slipway.manifest: expected the manifest's JSON, got an image without labels")
                    .contains("see inference-spec/SPEC.md, section 1.2");
        } finally {
            engine.remove(reference);
        }
    }

    @Test
    void shouldLeaveTheEngineAsItWas() {
        Engine engine = engine();
        String name = "slipway-test/left:" + UUID.randomUUID();
        EngineImage held = engine.load(TinyImages.script("exit 64").tar(name, folder.resolve("held.tar")));
        Path other = TinyImages.script("exit 70").tar(name, folder.resolve("other.tar"));
        try (ImageTar tar = ImageTar.open(other)) {
            assertThat(Typed.slipway("check", other.toString()).code()).isEqualTo(1);
            assertThat(engine.inspect(tar.configDigest()))
                    .as("what was checked")
                    .isEmpty();
            assertThat(engine.inspect(name)).as("who had its name").hasValueSatisfying(image -> assertThat(image.id())
                    .isEqualTo(held.id()));

            Typed.slipway("check", folder.resolve("held.tar").toString());
            assertThat(engine.inspect(name)).as("what was there before").isPresent();
        } finally {
            engine.remove(name);
        }
    }

    private static List<Object> failed(Map<String, Object> json) {
        return ((List<?>) json.get("rules"))
                .stream()
                        .map(rule -> (Map<?, ?>) rule)
                        .filter(rule -> rule.get("outcome").equals("FAIL"))
                        .<Object>map(rule -> rule.get("name"))
                        .toList();
    }

    private static Engine engine() {
        EngineAnswer answer = Engine.ask(System.getenv());
        if (answer.engine() == null) {
            System.err.println("SKIPPED: no container engine: " + answer.reason());
            Assumptions.abort(answer.reason());
        }
        return answer.engine();
    }
}
