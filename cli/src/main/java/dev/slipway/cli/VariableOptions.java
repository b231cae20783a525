package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import dev.slipway.releases.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The model's own variables, where no environment's file gives them. */
public final class VariableOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A variable of the model's own, for this time alone; may be repeated.")
    private Map<String, String> variables = new LinkedHashMap<>();

    /** @throws CliException 64 where a model cannot be handed one of them */
    public Map<String, String> variables() {
        variables.forEach((name, value) -> {
            try {
                Variables.check(name, value);
            } catch (IllegalArgumentException wrong) {
                throw new CliException(ExitCode.USAGE, "--set: " + wrong.getMessage());
            }
        });
        return variables;
    }
}
