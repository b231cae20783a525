package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.Engine;
import dev.slipway.benchmarks.ForestData;
import dev.slipway.benchmarks.ForestModel;
import dev.slipway.predictions.Role;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An image folder with the forest, and the job's jar that runs it as a process. */
record JobFolder(Lab lab, ForestData forest, Engine engine) {
    static final String DATABASE = "job";

    private static final String RUN = "benchmark";

    /** The same rows with keys in no order. */
    static Path scatter(Path sorted, Path scattered) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(sorted);
                BufferedWriter out = Files.newBufferedWriter(scattered)) {
            out.write(in.readLine() + "\n");
            long row = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(PredictionsFile.key(PredictionsFile.scattered().applyAsLong(row++)));
                out.write(line, line.indexOf(','), line.length() - line.indexOf(','));
                out.write('\n');
            }
        }
        return scattered;
    }

    Path out() {
        return work().resolve("out");
    }

    private Path work() {
        return lab.work.resolve("job-work");
    }

    /** An empty database and an empty work folder. */
    void fresh() throws Exception {
        lab.freshAnalytics(DATABASE, Lab.TEMPLATE);
        if (Files.exists(work())) {
            Checkout.delete(work());
        }
        Files.createDirectories(work());
    }

    Command command(Path input) throws IOException {
        Path image = lab.work.resolve("image");
        Files.createDirectories(image.resolve("app"));
        if (!Files.exists(image.resolve("model"))) {
            Files.createSymbolicLink(image.resolve("model"), forest.model());
        }
        Files.writeString(
                image.resolve("entrypoint.json"),
                entryPoint().stream().map(word -> '"' + word + '"').collect(Collectors.joining(",", "[", "]")));
        return Command.of(
                        Checkout.java(),
                        "-XX:+UseSerialGC",
                        "-jar",
                        Checkout.home().resolve("job/target/slipway-job.jar").toString(),
                        "run")
                .with(Map.ofEntries(
                        Map.entry("SLIPWAY_IMAGE", image.toString()),
                        Map.entry("SLIPWAY_VERSION", "1.0.0"),
                        Map.entry("SLIPWAY_RUN_ID", RUN),
                        Map.entry("SLIPWAY_AS_OF", "2026-11-20T06:00:00Z"),
                        Map.entry("SLIPWAY_INPUT", input.toString()),
                        Map.entry("SLIPWAY_WORK", work().toString()),
                        Map.entry("SLIPWAY_ANALYTICS_URL", lab.analytics.jdbc(DATABASE)),
                        Map.entry("SLIPWAY_ANALYTICS_USER", Role.JOB.user()),
                        Map.entry("SLIPWAY_ANALYTICS_PASSWORD", Lab.PASSWORD)));
    }

    /** The program that images of ONNX models have, or the forest in Java. */
    private List<String> entryPoint() {
        return engine == Engine.ONNX
                ? List.of("java", "-XX:+UseSerialGC", "-jar", Checkout.onnxJar().toString())
                : List.of(
                        "java",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForestModel.class.getName());
    }
}
