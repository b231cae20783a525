package dev.slipway.models.audience.development;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
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
        System.exit(commandLine().execute(args));
    }

    /** Ends with 0, 64 for wrong usage, 65 for a feed that cannot be used, 70 for anything else. */
    static CommandLine commandLine() {
        return new CommandLine(new Development()).setExecutionExceptionHandler((problem, command, parsed) -> {
            boolean known = problem instanceof InferenceException;
            command.getErr().println(known ? problem.getMessage() : problem.toString());
            return known ? ((InferenceException) problem).exitCode().code() : ExitCode.DEFECT.code();
        });
    }
}
