package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ContractRun;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A model folder with a graph in it, and rows that go through the contract's program. The key is {@code id: long}. */
final class Scoring {
    private final Path folder;
    private final Manifest manifest;

    private Scoring(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** @param fields such as {@code a: double, b: int?}; {@code ~} behind a type allows NaN and infinities */
    static Scoring of(Path folder, Graph graph, String inputFields, String outputFields) {
        Scoring scoring = new Scoring(folder, manifest(inputFields, outputFields));
        graph.write(folder);
        scoring.write(Manifest.FILE, scoring.manifest.toJson());
        return scoring;
    }

    static Manifest manifest(String inputFields, String outputFields) {
        return new Manifest(
                Manifest.SPEC,
                new ModelName("test"),
                ModelVersion.parse("1.0.0"),
                "",
                List.of("id"),
                fields("id: long, " + inputFields),
                fields("id: long, " + outputFields),
                null,
                null,
                null,
                0);
    }

    static List<Field> fields(String text) {
        return Arrays.stream(text.split(",\\s*"))
                .map(field -> field.split(":\\s*"))
                .map(pair -> {
                    Field field = Field.parse(pair[0], pair[1].replace("~", ""));
                    return new Field(field.name(), field.type(), field.nullable(), pair[1].endsWith("~"));
                })
                .toList();
    }

    Scoring write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scores rows, which are given the ids 1, 2 and so on. */
    ContractRun run(String... rows) {
        return run(new OnnxModel(), rows);
    }

    ContractRun run(OnnxModel model, String... rows) {
        StringBuilder csv = new StringBuilder(
                String.join(",", manifest.input().stream().map(Field::name).toList()));
        for (int i = 0; i < rows.length; i++) {
            csv.append('\n').append(i + 1).append(',').append(rows[i]);
        }
        return ContractRun.predict(
                model, folder, folder.resolve("run"), csv.append('\n').toString());
    }

    /** Scores rows that must all be predicted, and holds the lines of {@code predictions.csv} without ids against these. */
    void shouldGive(List<String> rows, List<String> predictions) {
        ContractRun run = run(rows.toArray(String[]::new));
        assertThat(run.error()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.rejects()).isEmpty();
        assertThat(run.predictions().stream().map(line -> line.substring(line.indexOf(',') + 1)))
                .isEqualTo(predictions);
    }
}
