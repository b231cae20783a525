package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.ImageTar;
import dev.slipway.job.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole way through a real container: the same bytes as a process gives, and on record what ran. */
@EnabledIf("engine")
@EnabledOnOs(OS.LINUX)
class ContainerRehearsalIT {
    @TempDir
    private Path work;

    static boolean engine() {
        return Prerequisite.engine();
    }

    @Test
    void shouldPredictTheSameBytesInAContainerAsInAProcess() throws Exception {
        Map<String, Object> container = rehearse("--base", "scratch", "--rows", "300", "--as-of", "2026-11-01");
        Path tar = Checkout.find().home().resolve(".slipway/images/" + tarName());
        String digest = digest(tar);

        assertThat(container)
                .containsEntry("runtime", "container")
                .containsEntry("image", "audience-forecast:1.0.0")
                .containsEntry("imageDigest", digest);
        assertThat((String) container.get("runtimeReason")).startsWith("in a container, as Docker ");
        assertThat(JSON.std.mapFrom(Files.readString(out(container).resolve("../run.json"))))
                .containsEntry("runtime", "container")
                .containsEntry("imageDigest", digest);
        assertThat(Path.of((String) container.get("report"))).content().contains(digest);

        Map<String, Object> process = rehearse("--runtime", "process", "--rows", "300", "--as-of", "2026-11-01");
        assertThat(process).containsEntry("runtime", "process").containsEntry("imageDigest", null);
        assertThat(out(container).resolve("predictions.csv"))
                .hasSameBinaryContentAs(out(process).resolve("predictions.csv"));
        assertThat(out(container).resolve("rejects.csv"))
                .hasSameBinaryContentAs(out(process).resolve("rejects.csv"));

        Path named = Files.copy(tar, work.resolve("forecast.tar"));
        Map<String, Object> image = rehearse("--image", named.toString(), "--rows", "300", "--as-of", "2026-11-01");
        assertThat(image)
                .containsEntry("model", "audience-forecast")
                .containsEntry("image", named.toString())
                .containsEntry("imageDigest", digest);
        assertThat(out(image).resolve("predictions.csv"))
                .hasSameBinaryContentAs(out(process).resolve("predictions.csv"));

        Typed other = Typed.slipway("rehearse", "film-gross", "--image", named.toString(), "--work", work.toString());
        assertThat(other.code()).isEqualTo(78);
        assertThat(other.err())
                .contains("--image: expected an image of film-gross, but " + named
                        + " says it is audience-forecast 1.0.0");

        Path scores = work.resolve("scores");
        Path input = Checkout.find().home().resolve("models/audience-forecast/golden.csv");
        Typed predicted = Typed.slipway(
                "predict", "--image", named.toString(), "--input", input.toString(), "--output", scores.toString());
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.err()).contains("running in a container, as Docker ");
        assertThat(scores.resolve("_SUCCESS")).exists();
        assertThat(containers()).isEmpty();
    }

    private static String tarName() {
        return "audience-forecast-1.0.0-"
                + Engine.ask(System.getenv()).required().platform().replace('/', '-') + ".tar";
    }

    private static String digest(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return image.digest();
        }
    }

    private static List<String> containers() throws IOException {
        Process docker = new ProcessBuilder(
                        "docker",
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=dev.slipway.pid=" + ProcessHandle.current().pid())
                .start();
        return docker.inputReader().lines().toList();
    }

    private static Path out(Map<String, Object> outcome) {
        return Path.of((String) outcome.get("report")).resolveSibling("job/out");
    }

    private Map<String, Object> rehearse(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("rehearse"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--json", "--work", work.toString()));
        Typed typed = Typed.slipway(command.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return JSON.std.mapFrom(typed.out());
    }
}
