package dev.slipway.cli.desk;

import dev.slipway.inference.ModelName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of a command that works on one major version of a model in one environment. */
final class MajorOptions {
    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Option(
            names = "--major",
            paramLabel = "N",
            description = "The major version (default: that of the environment's file).")
    private Integer major;

    @Mixin
    private EnvironmentOptions environment;

    AtDesk open() {
        return environment.open();
    }

    ModelName model(AtDesk at) {
        return at.model(model);
    }

    int major(AtDesk at) {
        return major == null ? at.release(model(at)).version().major() : major;
    }
}
