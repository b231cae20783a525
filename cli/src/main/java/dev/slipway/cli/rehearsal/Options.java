package dev.slipway.cli.rehearsal;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What was asked for on the command line.
 *
 * @param model name or path
 * @param input a file, a folder, {@code s3://…} or {@code sql:…}; null for synthetic data
 * @param rows how many rows of synthetic data
 * @param asOf the moment of the forecast
 * @param work where runs, reports and kept databases lie
 * @param keep whether the databases go on running afterwards
 */
public record Options(
        String model,
        String environment,
        String input,
        long rows,
        Instant asOf,
        Path work,
        boolean keep,
        boolean verbose) {}
