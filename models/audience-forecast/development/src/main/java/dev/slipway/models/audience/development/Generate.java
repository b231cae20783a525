package dev.slipway.models.audience.development;

import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a synthetic feed. */
@Command(
        name = "generate",
        description = "Writes a synthetic feed of programmes: the same bytes from the same options, on any machine.",
        exitCodeOnInvalidInput = 64)
final class Generate implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--rows", defaultValue = "10000", description = "Rows to write (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--as-of",
            defaultValue = "2026-11-01",
            description = "The day of the forecast; programmes before it have an audience (default: ${DEFAULT-VALUE}).")
    private LocalDate asOf;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "Another seed, another country (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--output", required = true, description = "The CSV file to write.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        if (rows < 0) {
            throw new ParameterException(command.commandLine(), "--rows: expected 0 or more, got " + rows);
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    command.commandLine(), "--output: expected a file in a folder that exists, got " + output);
        }
        new Feed(seed, asOf, Faults.of(seed)).write(rows, output);
        return 0;
    }
}
