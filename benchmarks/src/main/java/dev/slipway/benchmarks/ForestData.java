package dev.slipway.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The folders of a run that scores rows of {@link Forest#FEATURES} floats: {@code in}, {@code out} and {@code model}. */
public record ForestData(Path root, int rows) {
    public static ForestData write(Path root, int rows) throws IOException {
        ForestData data = new ForestData(root, rows);
        Files.createDirectories(data.out());
        Files.createDirectories(data.csv().getParent());
        Files.createDirectories(data.model());
        Files.writeString(data.model().resolve("manifest.json"), manifest());
        Files.write(data.model().resolve("model.onnx"), ForestGraph.bytes());
        Files.writeString(data.csv().resolveSibling("request.json"), """
                {"spec":"1.0","runId":"benchmark","asOf":"2026-11-20T06:00:00Z","files":["data.csv"]}
                """);
        try (BufferedWriter csv = Files.newBufferedWriter(data.csv())) {
            csv.write("id," + fields("f%d") + "\n");
            Random random = new Random(1);
            for (int row = 0; row < rows; row++) {
                csv.write(id(row));
                for (int feature = 0; feature < Forest.FEATURES; feature++) {
                    csv.write(',');
                    csv.write(Float.toString(random.nextFloat()));
                }
                csv.write('\n');
            }
        }
        return data;
    }

    static String id(int row) {
        return "row-" + (10_000_000 + row);
    }

    public Path csv() {
        return root.resolve("in/data.csv");
    }

    Path out() {
        return root.resolve("out");
    }

    public Path model() {
        return root.resolve("model");
    }

    /** For a program that keeps the contract. */
    Map<String, String> environment() {
        return Map.of(
                "SLIPWAY_IN", csv().getParent().toString(),
                "SLIPWAY_OUT", out().toString(),
                "SLIPWAY_MODEL", model().toString());
    }

    /** Empties the output folder for the next run. */
    void clear() throws IOException {
        try (var files = Files.list(out())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String manifest() {
        return """
                {"spec":"1.0","name":"forest","version":"1.0.0","key":["id"],
                 "input":[{"name":"id","type":"string"},%s],
                 "output":[{"name":"id","type":"string"},{"name":"score","type":"double"}]}
                """.formatted(fields("{\"name\":\"f%d\",\"type\":\"double\"}"));
    }

    private static String fields(String form) {
        return IntStream.range(0, Forest.FEATURES).mapToObj(form::formatted).collect(Collectors.joining(","));
    }
}
