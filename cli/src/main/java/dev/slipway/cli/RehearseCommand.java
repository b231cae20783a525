package dev.slipway.cli;

import dev.slipway.cli.rehearsal.AsOf;
import dev.slipway.cli.rehearsal.KeptDatabases;
import dev.slipway.cli.rehearsal.Options;
import dev.slipway.cli.rehearsal.Outcome;
import dev.slipway.cli.rehearsal.OutcomeText;
import dev.slipway.cli.rehearsal.Rehearsal;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rehearse",
        description = {
            "Runs the main job on this machine: builds the model, lets it validate itself, fetches the input,"
                    + " predicts, publishes to an analytics database and copies to an application database.",
            "Needs no AWS account and no database server. The model runs in a container where an engine answers, else as"
                    + " a process; which and why is said."
        },
        footerHeading = RuntimeOptions.LIMITS + "%nExamples:%n",
        footer = {
            "  slipway rehearse                                  the example model on synthetic data",
            "  slipway rehearse --rows 1000000 --serve           a million rows, then look at the report",
            "  slipway rehearse film-gross --input films.csv     a model on your own file",
            "  slipway rehearse ../my-model -e staging --keep    keep the databases running",
            "  slipway rehearse --image forecast-1.4.0.tar       exactly this image, in a container",
            "  slipway rehearse --stop                           stop the databases that were kept"
        })
final class RehearseCommand implements Callable<Integer> {
    private static final String EXAMPLE = "audience-forecast";

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description =
                    "Name below models/ or path of the model's folder (default: " + EXAMPLE + ", or what --image is).")
    private String model;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "Whose settings to rehearse, environments/NAME.yaml (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "CSV file, folder of them, s3://… or sql:SELECT …; without it synthetic data is generated.")
    private String input;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Rows of synthetic data (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The moment of the forecast: 2026-11-20 or 2026-11-20T06:00:00Z (default: now).")
    private String asOf;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where runs, reports and kept databases lie (default: work/ in the checkout).")
    private Path work;

    @Option(names = "--keep", description = "Leave the databases running; the next --keep adds to them.")
    private boolean keep;

    @Option(names = "--stop", description = "Stop the databases that --keep left running, and do nothing else.")
    private boolean stop;

    @Option(names = "--serve", description = "Serve the report on this machine until Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of --serve (default: any that is free).")
    private int port;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    private boolean json;

    @Mixin
    private RuntimeOptions image;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        Checkout checkout = Checkout.find();
        Console console = Console.ofProcess(json, System.getenv());
        Path folder = work == null ? checkout.work() : work.toAbsolutePath().normalize();
        if (stop) {
            KeptDatabases.stop(checkout, folder, console);
            return ExitCode.DONE.code();
        }
        if (rows < 0) {
            throw new CliException(ExitCode.USAGE, "--rows: expected 0 or more, got " + rows);
        }
        Options options = new Options(
                model == null && !image.hasImage() ? EXAMPLE : model,
                environment,
                input,
                rows,
                AsOf.parse(asOf),
                folder,
                keep,
                image.asked(),
                common.verbose);
        Outcome outcome = new Rehearsal(checkout, options, console).run();
        new OutcomeText(console, "slipway rehearse --stop" + (work == null ? "" : " --work " + work)).print(outcome);
        if (json) {
            System.out.println(outcome.toJson());
        }
        if (serve) {
            ReportServer.serve(outcome.report(), port, console);
        }
        return ExitCode.DONE.code();
    }
}
