package dev.slipway.cli.init;

import dev.slipway.inference.Field;
import dev.slipway.releases.ModelFile;
import java.util.stream.Collectors;

/** What a new model is in an environment's file: the lines to put below {@code models:}. */
public final class EnvironmentLines {
    private EnvironmentLines() {}

    /** Lines for dev, each with its line end; every output field is copied. */
    public static String of(ModelFile model) {
        return """
                  %s:
                    version: %s
                    input: s3://feeds-dev/%s/{asOf}/
                    compute: {size: small, timeout: 30m}
                    limits: {rejects: 1%%, minRows: 1}
                    keep: 10
                    copy: {table: %s, mode: replace, fields: [%s]}
                """.formatted(
                        model.name(),
                        model.version(),
                        model.name(),
                        model.name().identifier(),
                        model.output().stream().map(Field::name).collect(Collectors.joining(", ")));
    }
}
