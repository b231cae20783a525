package dev.slipway.cli.rehearsal;

import dev.slipway.cli.model.RuntimeAsked;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What was asked for on the command line.
 *
 * @param model name or path; null only where an image was named
 * @param input a file, a folder, {@code s3://…} or {@code sql:…}; null for synthetic data
 * @param rows how many rows of synthetic data
 * @param asOf the moment of the forecast
 * @param work where runs, reports and kept databases lie
 * @param keep whether the databases go on running afterwards
 * @param asked which image on what runtime
 */
public record Options(
        String model,
        String environment,
        String input,
        long rows,
        Instant asOf,
        Path work,
        boolean keep,
        RuntimeAsked asked,
        boolean verbose) {}
