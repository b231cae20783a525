package dev.slipway.cli.desk;

import dev.slipway.desk.Desk;
import dev.slipway.desk.follow.Listener;
import dev.slipway.desk.follow.RunFollower;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Prints what a run has printed; with --follow also what it still prints, to its end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway logs 0f3c7a52-… -e staging",
            "  slipway logs 0f3c7a52-… -e staging --follow     and what comes, to the end"
        })
public final class LogsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's id, as 'slipway runs' lists it.")
    private String runId;

    @Option(names = "--follow", description = "Wait for more until the run has ended.")
    private boolean follow;

    @Mixin
    private EnvironmentOptions options;

    @Override
    public Integer call() throws InterruptedException {
        AtDesk at = options.open();
        Told told = at.told();
        Desk desk = at.desk();
        Run run = at.run(runId);
        List<Map<String, Object>> lines = new ArrayList<>();
        if (follow && run.isRunning()) {
            new RunFollower(desk, new Lines(told), RunCommand.pause()).follow(run.model(), runId);
        }
        desk.logs().readAll(run.model(), runId, null, line -> {
            if (!follow || !run.isRunning()) {
                told.line(RunLines.printable(line.text()));
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("at", line.at().toString());
            one.put("text", line.text());
            lines.add(one);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", runId);
        json.put("lines", lines);
        told.json(json);
        return ExitCode.DONE.code();
    }

    private record Lines(Told told) implements Listener {
        @Override
        public void line(String text) {
            told.line(RunLines.printable(text));
        }
    }
}
