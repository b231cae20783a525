package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@link Forest} as the source folder of a model without a line of code, for {@code slipway build}. */
final class ForestFolder {
    private ForestFolder() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        Files.write(folder.resolve("model.onnx"), ForestGraph.bytes());
        Files.writeString(folder.resolve("model.yaml"), """
                name: benchmark-forest
                version: 1.0.0
                runtime: onnx
                key: [id]
                input: {id: string, %s}
                output: {id: string, score: double}
                golden: golden.csv
                """.formatted(fields("f%d: double")));
        Files.writeString(folder.resolve("golden.csv"), "id," + fields("f%d") + "\ngolden," + fields("0.%d") + "\n");
        return folder;
    }

    private static String fields(String form) {
        return IntStream.range(0, Forest.FEATURES).mapToObj(form::formatted).collect(Collectors.joining(","));
    }
}
