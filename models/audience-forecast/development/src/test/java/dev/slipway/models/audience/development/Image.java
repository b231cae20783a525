package dev.slipway.models.audience.development;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.RejectLimit;
import dev.slipway.inference.Report;
import dev.slipway.inference.Request;
import dev.slipway.inference.Success;
import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.AudienceForecast;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The model as an image's folders, run as a process of its own. */
public record Image(Path folder) {
    private static final Path SOURCE = Path.of("..");

    public static Image in(Path folder) throws IOException {
        for (String name : List.of("model", "in", "out", "shared")) {
            Files.createDirectories(folder.resolve(name));
        }
        Image image = new Image(folder);
        Files.writeString(
                image.model().resolve(Manifest.FILE),
                ModelFile.read(SOURCE).toManifest().toJson());
        Files.copy(SOURCE.resolve("golden.csv"), image.model().resolve(Manifest.GOLDEN));
        Files.copy(SOURCE.resolve("model").resolve(Artefact.FILE), image.trees());
        return image;
    }

    public Path trees() {
        return model().resolve(Artefact.FILE);
    }

    public Path data() {
        return folder.resolve("in/data.csv");
    }

    public Path out() {
        return folder.resolve("out");
    }

    public List<String> predictions() throws IOException {
        return Files.readAllLines(out().resolve(Success.PREDICTIONS));
    }

    List<String> rejects() throws IOException {
        return Files.readAllLines(out().resolve(Success.REJECTS));
    }

    Report report() throws IOException {
        return Report.parse(Files.readString(out().resolve(Report.FILE)));
    }

    public String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    public int predict(Map<String, String> variables) throws IOException, InterruptedException {
        Instant asOf = Instant.parse("2026-06-01T06:00:00Z");
        Request request = new Request(
                Manifest.SPEC,
                "run-1",
                asOf,
                Instant.now().plusSeconds(600),
                List.of("data.csv"),
                RejectLimit.parse("100%"));
        Files.writeString(folder.resolve("in").resolve(Request.FILE), request.toJson());
        return run("predict", variables);
    }

    int run(String verb, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AudienceForecast.class.getName(),
                        verb)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().putAll(variables);
        builder.environment().put("SLIPWAY_MODEL", model().toString());
        builder.environment().put("SLIPWAY_IN", folder.resolve("in").toString());
        builder.environment().put("SLIPWAY_OUT", out().toString());
        builder.environment().put("SLIPWAY_SHARED", folder.resolve("shared").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(verb + " did not end within five minutes");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Path model() {
        return folder.resolve("model");
    }
}
