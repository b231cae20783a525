package dev.slipway.cli;

import dev.slipway.cli.check.Check;
import dev.slipway.cli.check.CheckOutcome;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.model.RuntimeKind;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.JsonLine;
import dev.slipway.images.BaseImage;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Tries on an image whatever the specification asks of it, in a container as the job runs it: no network, a"
                    + " read-only root, no capabilities, limits of memory and processes, a user without rights. Any"
                    + " language. Where no container engine answers, a model or an image's folder is tried as a process"
                    + " of this machine. A rule passes, FAILs, does not apply, or is NOT CHECKED where it cannot be"
                    + " observed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no rule failed",
            "1:a rule failed",
            "65:a tar that is no image",
            "75:a registry or the engine is away",
            "64, 70, 78:as of all commands, see 'slipway --help'"
        },
        footerHeading = RuntimeOptions.LIMITS + "%nExamples:%n",
        footer = {
            "  slipway check audience-forecast                    a model: its image is built and loaded",
            "  slipway check audience-forecast --base scratch     … on nothing but the JDK's own parts",
            "  slipway check churn-1.2.0.tar                      what 'slipway build' or 'docker save' wrote",
            "  slipway check registry.example.com/churn:1.2.0     an image of the engine, or pulled",
            "  slipway check build/image                          an image's folder, with entrypoint.json"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(
            paramLabel = "MODEL|REF|TAR|FOLDER",
            description = "A model by its name below models/ or its folder; a container image by reference or as a"
                    + " tar; an image's folder.")
    private String named;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "For a model: what its image stands on, REGISTRY/NAME@sha256:… or scratch (default: what"
                    + " slipway.yaml names; where that cannot be reached, scratch on Linux).")
    private String base;

    @Option(
            names = "--runtime",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "For a model: container, process, or auto: a container where an engine answers"
                    + " (default: auto).")
    private String runtime;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    private boolean json;

    @Mixin
    private VariableOptions own;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess(json, System.getenv());
        RuntimeAsked asked = new RuntimeAsked(
                null,
                Argument.parse("--runtime", runtime, RuntimeKind::parse),
                Argument.parse("--base", base, BaseImage::parse));
        CheckOutcome outcome = new Check(Checkout.find(), console, asked, own.variables(), common.verbose).run(named);
        if (json) {
            System.out.println(JsonLine.of(outcome.json()));
        }
        return outcome.passed() ? ExitCode.DONE.code() : FAILED;
    }
}
