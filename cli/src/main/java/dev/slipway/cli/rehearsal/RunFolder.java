package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one rehearsal: {@code image/}, {@code input.csv} where it was generated, {@code job/} with {@code in/}
 * and {@code out/}, {@code artifacts/}, {@code report.html}. Its name is the run's id.
 */
public record RunFolder(Path path) {
    /** Runs that stay; a million rows are some hundred megabytes, and nobody looks at the twentieth. */
    private static final int KEPT = 5;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    /** Makes a new one and deletes the oldest. */
    public static RunFolder create(Path work) {
        Path runs = work.toAbsolutePath().normalize().resolve("runs");
        try {
            Files.createDirectories(runs);
            deleteOldest(runs);
            while (true) {
                Path path =
                        runs.resolve("rehearsal-" + TIME.format(Instant.now()).replace('.', '-'));
                try {
                    return new RunFolder(Files.createDirectory(path));
                } catch (FileAlreadyExistsException e) {
                    // Another rehearsal began in the same millisecond; the next one is free.
                }
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    runs + " cannot be written: " + CliException.words(e) + "; choose another --work",
                    e);
        }
    }

    public String runId() {
        return path.getFileName().toString();
    }

    public Path image() {
        return path.resolve("image");
    }

    public Path generatedInput() {
        return path.resolve("input.csv");
    }

    public Path validation() {
        return path.resolve("validation");
    }

    /** The input folder of a verb that reads none. */
    public Path emptyInput() {
        return path.resolve("nothing");
    }

    public Path job() {
        return path.resolve("job");
    }

    public Path artifacts() {
        return path.resolve("artifacts");
    }

    public Path databases() {
        return path.resolve("databases");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** Deletes what can be made again: report and outputs are what people come back for. */
    void tidy() {
        try {
            Files.deleteIfExists(generatedInput());
            for (Path folder : List.of(image(), validation(), emptyInput(), job().resolve("in"), artifacts())) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, path + " cannot be tidied: " + e, e);
        }
    }

    private static void deleteOldest(Path runs) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(runs)) {
            all = files.filter(file -> file.getFileName().toString().startsWith("rehearsal-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path old : all.subList(Math.min(all.size(), KEPT - 1), all.size())) {
            // Databases there belong to a rehearsal that is running or was killed: not ours to delete.
            if (!Files.exists(old.resolve("databases"))) {
                Folders.delete(old);
            }
        }
    }
}
