package dev.slipway.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An image's folders in a temporary place, and a way to run a model in them within this process. */
final class Image {
    /** Gives {@code y = 2 x}. */
    static final Model DOUBLING = rows -> {
        int x = rows.input("x");
        int y = rows.output("y");
        for (int row = 0; row < rows.size(); row++) {
            rows.setDouble(row, y, 2 * rows.getDouble(row, x));
        }
    };

    static final String MANIFEST = """
            {"spec":"1.0","name":"doubling","version":"1.2.3","key":["id"],
             "input":[{"name":"id","type":"string"},{"name":"x","type":"double"},
                      {"name":"n","type":"int","nullable":true}],
             "output":[{"name":"id","type":"string"},{"name":"y","type":"double"}],
             "actuals":{"y":"actual_y"},
             "metrics":[{"metric":"rmse","field":"y","max":0.5}]}""";

    static final Instant AS_OF = Instant.parse("2026-11-20T06:00:00Z");

    private final Path root;

    /** What a run ended with and said. */
    record Outcome(ExitCode code, String out, String err) {}

    Image(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(in());
        Files.createDirectories(out());
        Files.createDirectories(model());
        manifest(MANIFEST);
        request(RejectLimit.NONE, "data.csv");
    }

    Path in() {
        return root.resolve("in");
    }

    Path out() {
        return root.resolve("out");
    }

    Path model() {
        return root.resolve("model");
    }

    Image manifest(String json) throws IOException {
        Files.writeString(model().resolve(Manifest.FILE), json);
        return this;
    }

    Image golden(String csv) throws IOException {
        Files.writeString(model().resolve(Manifest.GOLDEN), csv);
        return this;
    }

    Image request(RejectLimit limit, String... files) throws IOException {
        return request(new Request(Manifest.SPEC, "run-1", AS_OF, null, List.of(files), limit));
    }

    Image request(Request request) throws IOException {
        Files.writeString(in().resolve(Request.FILE), request.toJson());
        return this;
    }

    Image data(String csv) throws IOException {
        return data(csv.getBytes(StandardCharsets.UTF_8));
    }

    Image data(byte[] csv) throws IOException {
        Files.write(in().resolve("data.csv"), csv);
        return this;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SLIPWAY_IN", in().toString());
        environment.put("SLIPWAY_OUT", out().toString());
        environment.put("SLIPWAY_MODEL", model().toString());
        return environment;
    }

    Outcome run(Model model, String... args) {
        return run(model, environment(), args);
    }

    Outcome run(Model model, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<Integer> halted = new ArrayList<>();
        ExitCode code = new Program(
                        model,
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Ending(halted::add))
                .run(args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Empties the output folder, for the next run. */
    Image clean() throws IOException {
        try (var files = Files.list(out())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return this;
    }

    boolean succeeded() {
        return Files.exists(out().resolve(Success.FILE));
    }

    String predictions() throws IOException {
        return Files.readString(out().resolve(Success.PREDICTIONS));
    }

    /** The rejects without their header. */
    List<String> rejects() throws IOException {
        List<String> lines = Files.readAllLines(out().resolve(Success.REJECTS));
        return lines.subList(1, lines.size());
    }

    Report report() throws IOException {
        return Report.parse(Files.readString(out().resolve(Report.FILE)));
    }
}
