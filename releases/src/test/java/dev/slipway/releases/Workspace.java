package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A product's folder in miniature, with one model at 1.0.0; tests change one thing in its files and read them. */
record Workspace(Path root) {
    static final String MODEL = """
            name: audience-forecast
            version: 1.0.0
            runtime: java
            key: [programme_id, air_date]
            input:  {programme_id: string, air_date: date, slot: int?}
            output: {programme_id: string, air_date: date, viewers: double}
            golden: golden.csv
            actuals: {viewers: actual_viewers}
            metrics: {rmse: {max: 0.45}}
            """;

    static final String ENVIRONMENT = """
            account: "222222222222"
            region: eu-central-1
            protect: true
            network: {egress: endpoints}
            application: {create: true}
            notify: [ml@example.com]
            models:
              audience-forecast:
                version: 1.0.0
                schedule: {cron: "0 6 * * ? *", timezone: Europe/Berlin}
                input: s3://feeds/programmes/{asOf}/
                compute: {size: medium, timeout: 2h}
                variables: {HORIZON_DAYS: "28"}
                limits: {rejects: 1%, minRows: 1000, rowChange: 30%}
                keep: 30
                copy: {table: audience, mode: replace, fields: [programme_id, air_date, viewers], indexes: [[air_date]]}
            """;

    static final String PROJECT = """
            registry: {account: "111111111111", region: eu-central-1}
            tags: {product: slipway, cost-centre: "0042"}
            bases: {java: gcr.io/distroless/java17@sha256:06484c2a9dcc9070aeafbc0fe752cb9f73bc0cea5c311f6a516e9010061998ad}
            rates: {small: 0.005, medium: 0.01, large: 0.02, xlarge: 0.1002}
            """;

    static Workspace in(Path root) {
        Workspace workspace = new Workspace(root);
        workspace.model("audience-forecast", MODEL);
        return workspace;
    }

    Path model(String folder, String text) {
        Path model = root.resolve("models").resolve(folder);
        write(model.resolve("golden.csv"), "programme_id,air_date,slot,actual_viewers\n");
        write(model.resolve("model.yaml"), text);
        return model;
    }

    ModelFile readModel(String text) {
        return ModelFile.read(model("audience-forecast", text));
    }

    Environment readEnvironment(String text) {
        return readEnvironment("staging.yaml", text);
    }

    Environment readEnvironment(String name, String text) {
        Path file = write(root.resolve("environments").resolve(name), text);
        return EnvironmentFile.read(file, ModelCatalog.in(root.resolve("models")));
    }

    ProjectFile readProject(String text) {
        return ProjectFile.read(write(root.resolve("slipway.yaml"), text));
    }

    /** A file with one piece of its text changed; the piece must be there, or the test would test nothing. */
    static String with(String text, String piece, String other) {
        assertThat(text).contains(piece);
        return text.replace(piece, other);
    }

    /** What a reader refused, a line each. */
    static List<String> violations(Runnable reading) {
        ReleaseFileException refused = catchThrowableOfType(ReleaseFileException.class, reading::run);
        assertThat(refused).as("the file was accepted").isNotNull();
        return refused.violations().stream().map(Violation::toString).toList();
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
