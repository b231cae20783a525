package dev.slipway.cli.desk;

import dev.slipway.desk.RunFacts;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Tells all that is known of one run: what it was asked for, how it went, and what it left.",
        footerHeading = "%nExample:%n",
        footer = "  slipway runs show 0f3c7a52-2f0e-4c55-9d0e-1f6f6f1c9b55 -e staging")
final class RunsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's id, as 'slipway runs' lists it.")
    private String runId;

    @Mixin
    private EnvironmentOptions options;

    @Override
    public Integer call() {
        AtDesk at = options.open();
        Told told = at.told();
        Run run = at.run(runId);
        new RunText(told).whole(run, at.seen(run));
        Map<String, Object> json = new LinkedHashMap<>(run.json());
        json.put("facts", run.facts().map(RunFacts::json).orElse(null));
        told.json(json);
        return ExitCode.DONE.code();
    }
}
