package dev.slipway.cli.desk;

import dev.slipway.desk.Copies.Progress;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "copy",
        description = {
            "Copies what is behind to the application's database, and waits until all is there. It happens after each run"
                    + " anyway; this is for when it did not. What is up to date costs next to nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway copy -e staging            all models", "  slipway copy churn -e staging      one"})
public final class CopyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "One model alone (default: all).")
    private String model;

    @Mixin
    private EnvironmentOptions options;

    @Override
    public Integer call() {
        AtDesk at = options.open();
        Told told = at.told();
        Optional<ModelName> name = Optional.ofNullable(model).map(at::model);
        Progress progress = new CopyText(told).copy(at.desk(), name);
        told.json(Map.of("copied", CopyText.json(progress)));
        return ExitCode.DONE.code();
    }
}
