package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.CProgram;
import dev.slipway.images.ImageTar;
import dev.slipway.images.Layer;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.engine.ImageReference;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway build} as it is typed, on real models. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "an image from scratch is made of this machine's own C library")
class BuildIT {
    private static final long MB = 1_000_000;

    @TempDir
    private static Path shared;

    private static Typed forecast;

    @TempDir
    private Path folder;

    @Test
    void shouldKeepAJavaModelWithinItsSizes() {
        try (ImageTar image = ImageTar.open(forecast())) {
            assertThat(image.layers().stream().mapToLong(Layer::unpackedSize).sum())
                    .isBetween(20 * MB, 55 * MB);
            assertThat(image.layers().stream().mapToLong(Layer::size).sum()).isBetween(10 * MB, 30 * MB);
        }
    }

    @Test
    void shouldTellDigestAndLayersAsJson() throws IOException {
        Path tar = forecast();

        Map<String, Object> json = JSON.std.mapFrom(forecast.out());
        try (ImageTar image = ImageTar.open(tar)) {
            assertThat(json)
                    .containsEntry("image", "audience-forecast:1.0.0")
                    .containsEntry("digest", image.digest())
                    .containsEntry("tar", tar.toString());
        }
        assertThat((List<?>) json.get("layers"))
                .extracting(layer -> String.valueOf(((Map<?, ?>) layer).get("name")))
                .containsExactly("runtime", "libraries", "program", "model");
        assertThat(forecast.err()).contains("layer", "runtime", "in all", "digest  sha256:");
    }

    @Test
    void shouldRunInAContainerWithoutNetworkOnAReadOnlyRoot() throws Exception {
        Engine engine = engine();
        EngineImage image = engine.load(forecast());
        String name = "slipway-test/build:" + ProcessHandle.current().pid();
        try {
            engine.tag(image, name);
            Path out = Files.createDirectory(folder.resolve("out"));
            out.toFile().setWritable(true, false);
            out.toFile().setExecutable(true, false);
            Path in = Files.createDirectory(folder.resolve("in"));
            Files.copy(Checkout.find().modelFolder("audience-forecast").resolve("golden.csv"), in.resolve("data.csv"));
            Files.writeString(in.resolve("request.json"), """
                    {"spec":"1.0","runId":"r1","asOf":"2026-11-20T06:00:00Z","deadline":"2126-11-20T06:00:00Z",
                     "files":["data.csv"],"rejectLimit":"1%"}
                    """);

            assertThat(run(name, in, out, "describe")).startsWith("{\"spec\":\"1.0\",\"name\":\"audience-forecast\"");
            run(name, in, out, "predict");
            assertThat(out.resolve("_SUCCESS")).exists();
            assertThat(Files.readAllLines(out.resolve("predictions.csv"))).hasSize(501);
        } finally {
            // The model's own tag stays, as every check leaves it: another test may just use it.
            engine.remove(name);
        }
    }

    @Test
    void shouldLabelAnImageThatKeepsTheSpecificationLoadAndPushIt() throws IOException {
        Engine engine = engine();
        Path model = Files.createDirectory(folder.resolve("own"));
        Files.writeString(
                model.resolve("golden.csv"),
                IntStream.range(0, 40)
                        .mapToObj(n -> "row-" + n + ",2026-11-20," + n + ".5,,," + (2 * n + 1))
                        .collect(Collectors.joining("\n", "id,day,size,count,note,truth\n", "\n")));
        Files.writeString(model.resolve("model.yaml"), """
                name: slipway-test-doubling
                version: 1.2.3
                runtime: image
                key: [id, day]
                input: {id: string, day: date, size: double, count: int?, note: string?}
                output: {id: string, day: date, score: double}
                actuals: {score: truth}
                golden: golden.csv
                metrics: {rmse: {max: 0.1}}
                """);
        Path theirs = TinyImages.script("")
                .entrypoint("/opt/app/model")
                .copy("/opt/app/model", CProgram.compiled(folder))
                .copy("/opt/model/golden.csv", model.resolve("golden.csv"))
                .file(
                        "/opt/model/manifest.json",
                        ModelFile.read(model).toManifest().toJson())
                .tar("slipway-test/theirs:1", folder.resolve("theirs.tar"));
        Path tar = folder.resolve("own.tar");
        try {
            Typed typed =
                    Typed.slipway("build", model.toString(), "--from", theirs.toString(), "--load", "--tar", tar + "");

            assertThat(typed.code()).as(typed.out() + typed.err()).isZero();
            assertThat(typed.out())
                    .containsPattern("pass +image.labels")
                    .contains("FAIL 0", "loaded  docker run slipway-test-doubling:1.2.3 describe");
            assertThat(engine.inspect("slipway-test-doubling:1.2.3")
                            .orElseThrow()
                            .labels())
                    .containsEntry("dev.slipway.runtime", "image");
            assertIsPushed(tar, engine);
        } finally {
            engine.remove("slipway-test-doubling:1.2.3");
        }
    }

    /** Checked once more, sent, and what anybody then pulls by its digest is this image. */
    private static void assertIsPushed(Path tar, Engine engine) {
        try (LocalRegistry registry = LocalRegistry.start();
                ImageTar image = ImageTar.open(tar)) {
            Typed typed = Typed.slipway("push", tar.toString(), registry.host());

            assertThat(typed.code()).as(typed.out() + typed.err()).isZero();
            String repository = registry.host() + "/slipway-test-doubling";
            assertThat(typed.out())
                    .contains("FAIL 0", "image   " + repository + ":1.2.3\ndigest  " + image.digest() + "\nsent    ")
                    .endsWith("environments/staging.yaml does not name slipway-test-doubling yet; its entry needs:\n"
                            + "    version: 1.2.3\n");
            String pinned = repository + "@" + image.digest();
            try {
                assertThat(engine.pull(ImageReference.parse(pinned)).id()).isEqualTo(image.configDigest());
            } finally {
                engine.remove(pinned);
            }
        }
    }

    @Test
    void shouldSayWhatAnImageOfTheEnginesLacksAndNotLoadIt() throws IOException {
        Engine engine = engine();
        Path model = Files.createDirectory(folder.resolve("own"));
        Files.writeString(model.resolve("model.yaml"), """
                name: slipway-test-own
                version: 3.2.1
                runtime: image
                key: [id]
                input: {id: string}
                output: {id: string, score: double}
                """);
        String theirs = "slipway-test/theirs:" + ProcessHandle.current().pid();
        try {
            engine.load(TinyImages.script("echo here I am").tar(theirs, folder.resolve("theirs.tar")));
            Path tar = folder.resolve("own.tar");
            Typed typed =
                    Typed.slipway("build", model.toString(), "--from", theirs, "--load", "--tar", tar + "", "--json");

            assertThat(typed.code()).as(typed.err()).isEqualTo(1);
            Map<String, Object> json = JSON.std.mapFrom(typed.out());
            assertThat(json).containsEntry("image", "slipway-test-own:3.2.1").containsEntry("loaded", false);
            assertThat((Map<?, ?>) json.get("check"))
                    .extracting(check -> check.get("passed"))
                    .isEqualTo(false);
            assertThat(typed.err())
                    .containsPattern("FAIL +describe.prints-manifest")
                    .contains("slipway-test-own:3.2.1 has its labels, but is not ready to be pushed, for it fails")
                    .doesNotContain("loaded  docker");
            assertThat(engine.inspect("slipway-test-own:3.2.1"))
                    .as("checked and not loaded")
                    .isEmpty();
            try (ImageTar image = ImageTar.open(tar)) {
                assertThat(image.labels().get("dev.slipway.manifest")).contains("\"version\":\"3.2.1\"");
            }
            Typed absent = Typed.slipway("build", model.toString(), "--from", "absent.tar");
            assertThat(absent.code()).isEqualTo(64);
            assertThat(absent.err()).contains("--from absent.tar: there is no such file, and the container engine");
            assertThat(Typed.slipway("build", model.toString()).err())
                    .contains("slipway-test-own has the runtime image", "--from");
        } finally {
            engine.remove(theirs);
        }
    }

    @Test
    void shouldKeepAnOnnxModelWithinItsSizes() {
        try (ImageTar image = ImageTar.open(build("subscriber-churn"))) {
            assertThat(image.layers().stream().mapToLong(Layer::unpackedSize).sum())
                    .isBetween(40 * MB, 85 * MB);
            assertThat(image.layers().stream().mapToLong(Layer::size).sum()).isBetween(20 * MB, 42 * MB);
        }
    }

    @Test
    void shouldTakeOnlyLibrariesOfRunTime() throws IOException {
        Path model = ScopedModel.in(folder.resolve("scoped"));
        Path tar = folder.resolve("scoped.tar");
        Typed typed = Typed.slipway("build", model.toString(), "--base", "scratch", "--tar", tar.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        List<String> files = files(tar);
        assertThat(files).contains("opt/app/scoped.jar").anyMatch(file -> file.matches("opt/app/lib/fastcsv-.*[.]jar"));
        assertThat(files).noneMatch(file -> file.contains("assertj") || file.contains("slf4j"));
        assertThat(Files.readString(folder.resolve("scoped.cdx.json")))
                .contains("pkg:maven/de.siegmar/fastcsv@")
                .doesNotContain("assertj", "slf4j");
    }

    @Test
    void shouldRefuseABaseThatMayChange() {
        Typed typed = Typed.slipway("build", "audience-forecast", "--base", "debian:12");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("--base: expected an image by its digest such as", "got \"debian:12\"");
    }

    private static Engine engine() {
        EngineAnswer answer = Engine.ask(System.getenv());
        if (answer.engine() == null) {
            System.out.println("SKIPPED: no container engine answers: " + answer.reason());
            Assumptions.abort(answer.reason());
        }
        return answer.engine();
    }

    /** The image of the Java model, which several tests look at. */
    private static synchronized Path forecast() {
        Path tar = shared.resolve("forecast.tar");
        if (forecast == null) {
            forecast =
                    Typed.slipway("build", "audience-forecast", "--base", "scratch", "--tar", tar.toString(), "--json");
        }
        assertThat(forecast.code()).as(forecast.err()).isZero();
        return tar;
    }

    private Path build(String model) {
        Path tar = folder.resolve("image.tar");
        Typed typed = Typed.slipway("build", model, "--base", "scratch", "--tar", tar.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        return tar;
    }

    private static String run(String image, Path in, Path out, String verb) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "none", "--read-only"));
        command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "512m"));
        command.addAll(List.of("--tmpfs", "/tmp:rw,nosuid,nodev", "-v", in + ":/run/in:ro", "-v", out + ":/run/out"));
        command.addAll(List.of(image, verb));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> files(Path tar) throws IOException {
        List<String> files = new ArrayList<>();
        try (ImageTar image = ImageTar.open(tar)) {
            for (int i = 0; i < image.layers().size(); i++) {
                try (TarArchiveInputStream layer = new TarArchiveInputStream(new GZIPInputStream(image.layer(i)))) {
                    for (TarArchiveEntry entry = layer.getNextEntry(); entry != null; entry = layer.getNextEntry()) {
                        files.add(entry.getName());
                    }
                }
            }
        }
        return files;
    }
}
