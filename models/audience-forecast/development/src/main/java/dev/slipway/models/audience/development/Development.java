package dev.slipway.models.audience.development;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The development side of the model: synthetic data, training, evaluation. */
@Command(
        name = "audience-forecast-development",
        description = "Makes synthetic programmes, trains the model and evaluates it.",
        exitCodeOnInvalidInput = 64,
        subcommands = {Generate.class, Train.class, Evaluate.class})
public final class Development {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Development() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command and tells its exit code: 0, 64 for wrong usage, 70 for what failed. */
    static int run(String... args) {
        return new CommandLine(new Development())
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().println(command.getCommandName() + ": " + problem);
                    return 70;
                })
                .execute(args);
    }
}
