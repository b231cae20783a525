package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.CommonOptions;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.Environment;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a command that works on one environment. */
final class EnvironmentOptions {
    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description =
                    "The environment: a file's name below environments/, such as staging; or local, what rehearsals"
                            + " with --keep have left on this machine.")
    private String environment;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    boolean json;

    @Mixin
    CommonOptions common;

    /** Opens the environment. */
    AtDesk open() {
        Desks desks = new Desks(Checkout.find());
        Environment known = desks.environment(environment());
        return new AtDesk(new Told(json), desks, known, desks.desk(known));
    }

    /**
     * The environment. It is asked for here, because a command with subcommands does not need it itself.
     *
     * @throws CliException 64 where it was left out
     */
    String environment() {
        if (environment == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "expected an environment, such as -e staging; known are "
                            + String.join(", ", Checkout.find().environments()));
        }
        return environment;
    }
}
