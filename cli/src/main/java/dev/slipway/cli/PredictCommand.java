package dev.slipway.cli;

import dev.slipway.cli.rehearsal.AsOf;
import dev.slipway.cli.rehearsal.OneRun;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.RejectLimit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = {
            "Scores a file: builds the model where needed and runs its verb predict, nothing else.",
            "DIR then holds predictions.csv, rejects.csv, report.json and _SUCCESS."
        },
        footerHeading = RuntimeOptions.LIMITS + "%nExamples:%n",
        footer = {
            "  slipway predict film-gross --input films.csv --output out",
            "  slipway predict --image film-gross-1.0.0.tar --input films.csv --output out"
        })
final class PredictCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "Name below models/ or path of the model's folder; may be left out with --image.")
    private String model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "CSV file, or a folder of them that is read in the order of their names.")
    private String input;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "A folder that is new or empty.")
    private Path output;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The moment of the forecast: 2026-11-20 or 2026-11-20T06:00:00Z (default: now).")
    private String asOf;

    @Option(
            names = "--rejects",
            paramLabel = "LIMIT",
            defaultValue = "1%",
            description = "The most rows that may be rejected: a share or a number (default: 1%%).")
    private String rejects;

    @Mixin
    private RuntimeOptions image;

    @Mixin
    private VariableOptions own;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(false, System.getenv());
        if (model == null && !image.hasImage()) {
            throw new CliException(ExitCode.USAGE, "which model? Name one, or an image with --image");
        }
        new OneRun(Checkout.find(), console, image.asked(), common.verbose)
                .predict(
                        model,
                        input,
                        output,
                        AsOf.parse(asOf),
                        own.variables(),
                        Argument.parse("--rejects", rejects, RejectLimit::parse));
        return ExitCode.DONE.code();
    }
}
