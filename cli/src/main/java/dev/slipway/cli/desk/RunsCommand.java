package dev.slipway.cli.desk;

import dev.slipway.cli.Argument;
import dev.slipway.cli.CliException;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.Change;
import dev.slipway.desk.Desk;
import dev.slipway.desk.runs.Day;
import dev.slipway.desk.runs.Run;
import dev.slipway.desk.runs.Runs;
import dev.slipway.desk.status.ModelStatus;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runs",
        subcommands = RunsShowCommand.class,
        description = {
            "Lists the latest runs of an environment, the newest first, or tells what was current on a day, by whom and"
                    + " why. Reads the files that runs have left: no database is woken. Times are UTC."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway runs -e staging                        the latest runs of all models",
            "  slipway runs churn -e staging --limit 50       … of one",
            "  slipway runs --on 2026-11-20 -e prod           what readers saw that day",
            "  slipway runs show 0f3c7a52-… -e staging        all that is known of one run"
        })
public final class RunsCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "One model alone (default: all).")
    private String model;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "What was current on a day (2026-11-20, UTC) or at a moment (2026-11-20T06:00:00Z).")
    private String on;

    @Mixin
    private EnvironmentOptions options;

    @Override
    public Integer call() {
        AtDesk at = options.open();
        Told told = at.told();
        Environment environment = at.environment();
        Desk desk = at.desk();
        List<ModelName> models =
                model == null ? List.copyOf(environment.models().keySet()) : List.of(Desks.model(environment, model));
        if (limit < 1 || limit > MOST) {
            throw new CliException(ExitCode.USAGE, "--limit: expected 1 to " + MOST + ", got " + limit);
        }
        Day day = Argument.parse("--on", on, Day::parse);
        if (day == null) {
            list(told, new Runs(desk, models).latest(limit));
        } else {
            current(told, day.current(desk.changes(), models));
        }
        return ExitCode.DONE.code();
    }

    private static void list(Told told, List<Run> runs) {
        TextTable table = new TextTable(List.of(
                "Run", "Model", "Version", "As of", "State", "Started", ">Rows", ">Rejects", ">Seconds", "Reason"));
        runs.forEach(run -> table.row(List.of(
                run.runId(),
                run.model().value(),
                run.version().orElse(""),
                Shown.time(run.asOf()),
                run.state(),
                Shown.time(run.started()),
                Shown.count(run.rows()),
                Shown.count(run.rejects()),
                Shown.seconds(run.seconds()),
                run.reason().orElse(""))));
        told.table(table);
        told.json(Map.of("runs", runs.stream().map(Run::json).toList()));
    }

    private static void current(Told told, List<Change> changes) {
        TextTable table =
                new TextTable(List.of("Model", ">Major", "Version", "Run", "As of", "Current since", "By", "Why"));
        changes.forEach(change -> table.row(List.of(
                change.model().value(),
                Integer.toString(change.major()),
                change.version().toString(),
                change.runId(),
                Shown.time(change.asOf()),
                Shown.time(change.at()),
                change.who(),
                change.reason())));
        told.table(table);
        told.json(Map.of("current", changes.stream().map(ModelStatus::json).toList()));
    }
}
