package dev.slipway.cli.desk;

import dev.slipway.cli.CommonOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a command that needs no environment. */
final class AnyEnvironment {
    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description = "One environment (default: as told above).")
    private String environment;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    boolean json;

    @Mixin
    CommonOptions common;

    /** The environment that was asked for. */
    Optional<String> environment() {
        return Optional.ofNullable(environment);
    }
}
