package dev.slipway.models.audience.development;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The development side of the model: synthetic data, training, evaluation. */
@Command(
        name = "audience-forecast-development",
        description = "Makes synthetic programmes, trains the model and evaluates it.",
        mixinStandardHelpOptions = true,
        subcommands = {Generate.class, Train.class, Evaluate.class})
public final class Development {
    private Development() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Development())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
