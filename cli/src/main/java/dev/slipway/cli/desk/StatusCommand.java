package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.runs.Run;
import dev.slipway.desk.runs.Together;
import dev.slipway.desk.status.Board;
import dev.slipway.desk.status.ModelStatus;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = {
            "Tells of every model in every environment: the version in the file, the one that is deployed, the last run,"
                    + " and what readers see now. What does not agree is marked, and so is a hold. Asks AWS alone: no"
                    + " database is woken. Times are UTC."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all environments were seen",
            "75, 78:one could not be: it is named, the others are told",
            "64, 70:as of all commands, see 'slipway --help'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway status                          all models in all environments",
            "  slipway status -e staging               in one",
            "  slipway status churn -e prod --json     one model, for a program"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final List<String> HEADER = List.of(
            "Environment",
            "Model",
            "Version",
            "Deployed",
            "Current",
            "Last run",
            "State",
            "Started",
            ">Rows",
            ">Rejects",
            ">Seconds",
            ">Est. cost",
            "Metrics",
            "Digest");

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "One model alone (default: all).")
    private String model;

    @Mixin
    private AnyEnvironment options;

    @Override
    public Integer call() {
        Told told = new Told(options.json);
        Desks desks = new Desks(Checkout.find());
        List<Environment> environments =
                desks.environments(options.environment().map(List::of).orElseGet(desks::names));
        List<Seen> seen = Together.ask(running(environments), each -> see(desks, each));
        List<InferenceException> failed =
                seen.stream().flatMap(each -> each.failed().stream()).toList();
        if (!failed.isEmpty() && failed.size() == seen.size()) {
            throw failed.get(0);
        }
        List<ModelStatus> all =
                seen.stream().flatMap(each -> each.models().stream()).toList();
        print(told, all);
        failed.forEach(each -> told.remark("slipway: " + each.getMessage()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("models", all.stream().map(ModelStatus::json).toList());
        json.put("failed", failed.stream().map(Throwable::getMessage).toList());
        told.json(json);
        return failed.isEmpty()
                ? ExitCode.DONE.code()
                : failed.get(0).exitCode().code();
    }

    /** What is known of an environment, or why nothing is: its account may be closed to who asks, and others open. */
    private record Seen(List<ModelStatus> models, Optional<InferenceException> failed) {}

    private Seen see(Desks desks, Environment each) {
        try {
            return new Seen(status(desks, each), Optional.empty());
        } catch (InferenceException failed) {
            return new Seen(List.of(), Optional.of(failed));
        }
    }

    /** The environments that run the model, where one is named; with the first of all where none does, which says so. */
    private List<Environment> running(List<Environment> all) {
        List<Environment> running = all.stream()
                .filter(each -> model == null
                        || each.models().keySet().stream()
                                .anyMatch(known -> known.value().equals(model)))
                .toList();
        return running.isEmpty() ? all.subList(0, Math.min(1, all.size())) : running;
    }

    private List<ModelStatus> status(Desks desks, Environment each) {
        List<ModelName> models =
                model == null ? List.copyOf(each.models().keySet()) : List.of(Desks.model(each, model));
        return new Board(desks.desk(each), each, desks.rates(each)).of(models);
    }

    private static void print(Told told, List<ModelStatus> all) {
        TextTable table = new TextTable(HEADER);
        all.forEach(status -> table.row(row(status)));
        told.table(table);
        all.forEach(status -> status.drift()
                .forEach(sentence ->
                        told.line("! " + status.model() + " in " + status.environment() + ": " + sentence)));
    }

    private static List<String> row(ModelStatus status) {
        Optional<Run> run = status.last();
        return List.of(
                status.environment(),
                status.model().value(),
                status.file().toString(),
                status.deployed().map(known -> known.version().toString()).orElse("-"),
                status.current().map(change -> change.version().toString()).orElse("-"),
                run.map(Run::runId).orElse("-"),
                run.map(Run::state).orElse(""),
                run.map(known -> Shown.time(known.started())).orElse(""),
                Shown.count(run.map(Run::rows).orElse(OptionalLong.empty())),
                Shown.count(run.map(Run::rejects).orElse(OptionalLong.empty())),
                Shown.seconds(run.map(Run::seconds).orElse(OptionalDouble.empty())),
                Shown.cost(run.map(known -> known.cost(status.rate())).orElse(OptionalDouble.empty())),
                run.map(known -> Shown.metrics(known.metrics())).orElse(""),
                Shown.digest(run.flatMap(Run::digest)));
    }
}
