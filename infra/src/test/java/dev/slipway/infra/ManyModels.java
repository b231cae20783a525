package dev.slipway.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An environment with as many models as asked for, each with the longest name that there may be. */
final class ManyModels {
    private static final String COPY = "    copy: {table: %s, mode: replace, fields: [imdb, title, year, gross],"
            + " indexes: [[year], [title, year]]}\n";

    private ManyModels() {}

    static void in(Checkout checkout, String environment, int models) throws IOException {
        Path folder = checkout.folder().resolve("models");
        String film = Files.readString(folder.resolve("film-gross/model.yaml"));
        Path file = checkout.folder().resolve("environments/" + environment + ".yaml");
        StringBuilder text = new StringBuilder(Files.readString(file));
        text.setLength(text.indexOf("models:\n") + "models:\n".length());
        // Not the repository's own folder, which the checkout has a link to.
        Path repository = folder.toRealPath();
        Files.delete(folder);
        Files.createDirectory(folder);
        try (Stream<Path> known = Files.list(repository)) {
            for (Path model : known.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(folder.resolve(model.getFileName()), model);
            }
        }
        for (int i = 0; i < models; i++) {
            String name = "m%031d".formatted(i);
            Files.createDirectory(folder.resolve(name));
            Files.createSymbolicLink(
                    folder.resolve(name).resolve("golden.csv"), repository.resolve("film-gross/golden.csv"));
            Files.writeString(
                    folder.resolve(name).resolve("model.yaml"), film.replace("name: film-gross", "name: " + name));
            text.append("  ").append(name).append(":\n    version: 1.0.0\n");
            text.append("    schedule: {cron: \"0 7 ? * MON *\", timezone: America/Argentina/ComodRivadavia}\n");
            text.append("    input: s3://feeds/films/{asOf}/\n    compute: {size: small, timeout: 30m}\n");
            text.append("    limits: {rejects: 5%, minRows: 1, rowChange: 30%}\n    keep: 10\n");
            text.append(COPY.formatted("t%039d".formatted(i)));
        }
        Files.writeString(file, text);
    }
}
