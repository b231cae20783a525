package dev.slipway.cli.desk;

import dev.slipway.cli.Argument;
import dev.slipway.cli.VariableOptions;
import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.desk.Build;
import dev.slipway.desk.Desk;
import dev.slipway.desk.RunRequest;
import dev.slipway.desk.follow.RunFollower;
import dev.slipway.desk.runs.Day;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import dev.slipway.releases.InputAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Starts a run of the version that is deployed, and follows its phases and its log to the end. Ctrl-C asks"
                    + " whether to stop the run or to leave it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run is published, or started with --no-wait; also where it is held, which is said",
            "65, 70, 75, 78, 143:what the run itself ended with",
            "64:usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway run churn -e staging",
            "  slipway run churn -e staging --as-of 2026-11-01 --set HORIZON_DAYS=7",
            "  slipway run churn -e staging --input s3://feeds/repaired/ --no-wait"
        })
public final class RunCommand implements Callable<Integer> {
    private static final int PAUSE_MILLIS = 3000;

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The moment that is predicted for: a day (UTC) or a timestamp (default: now).")
    private String asOf;

    @Option(
            names = "--input",
            paramLabel = "URI",
            description =
                    "Another input: s3://bucket/prefix/ or sql:SELECT … (default: the file's). The run's role must"
                            + " be allowed to read it.")
    private String input;

    @Option(names = "--no-wait", description = "Start it and end.")
    private boolean noWait;

    @Mixin
    private VariableOptions own;

    @Mixin
    private EnvironmentOptions options;

    @Override
    public Integer call() throws InterruptedException {
        AtDesk at = options.open();
        Told told = at.told();
        Environment environment = at.environment();
        ModelName name = at.model(model);
        RunRequest request = request();
        Desk desk = at.desk();
        Build build = desk.jobs().start(name, request);
        told.remark(
                "started run " + build.runId() + " of " + name + " " + build.version() + " in " + environment.name());
        if (noWait) {
            told.line("'slipway logs " + build.runId() + " -e " + environment.name() + " --follow' follows it");
            told.json(new Run(name, build.runId(), Optional.of(build), Optional.empty()).json());
            return ExitCode.DONE.code();
        }
        Run run = follow(told, desk, name, build.runId());
        told.line("");
        new RunText(told).end(run, at.seen(run));
        told.json(run.json());
        return run.exitCode().code();
    }

    /** Between two looks at a run that goes on; tests have no time for that. */
    static Duration pause() {
        return Duration.ofMillis(Integer.getInteger("slipway.pause", PAUSE_MILLIS));
    }

    private RunRequest request() {
        Day day = Argument.parse("--as-of", asOf, Day::parse);
        return new RunRequest(
                own.variables(),
                Optional.ofNullable(day).map(Day::start),
                Optional.ofNullable(Argument.parse("--input", input, InputAddress::parse)));
    }

    private static Optional<UnaryOperator<String>> person() {
        return Optional.ofNullable(System.console()).map(console -> question -> {
            String answer = console.readLine("%n%s", question);
            return answer == null ? "" : answer;
        });
    }

    private static Run follow(Told told, Desk desk, ModelName model, String runId) throws InterruptedException {
        StopOrLeave question = new StopOrLeave(told, desk, model, runId, person());
        AtEnd end = new AtEnd(stopping -> {
            if (stopping) {
                question.ask();
            }
        });
        try {
            return new RunFollower(desk, new RunLines(told, question), pause()).follow(model, runId);
        } catch (InferenceException lost) {
            throw new InferenceException(
                    lost.exitCode(),
                    lost.getMessage() + "; that does not touch run " + runId + ", 'slipway runs show " + runId + " -e "
                            + desk.environment() + "' tells of it",
                    lost);
        } finally {
            end.close();
        }
    }
}
