package dev.slipway.cli;

import dev.slipway.cli.desk.ArtifactsCommand;
import dev.slipway.cli.desk.CopyCommand;
import dev.slipway.cli.desk.DoctorCommand;
import dev.slipway.cli.desk.LogsCommand;
import dev.slipway.cli.desk.PlanCommand;
import dev.slipway.cli.desk.PredictionsCommand;
import dev.slipway.cli.desk.PromoteCommand;
import dev.slipway.cli.desk.RollbackCommand;
import dev.slipway.cli.desk.RunCommand;
import dev.slipway.cli.desk.RunsCommand;
import dev.slipway.cli.desk.SecretsCommand;
import dev.slipway.cli.desk.StatusCommand;
import java.util.List;

/** The commands by name. Only the class of the one that is typed is loaded: of a short command the start is the most. */
final class Commands {
    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "init",
            "rehearse",
            "predict",
            "check",
            "build",
            "push",
            "plan",
            "promote",
            "python-base",
            "status",
            "run",
            "runs",
            "artifacts",
            "logs",
            "predictions",
            "rollback",
            "secrets",
            "copy",
            "doctor");

    private Commands() {}

    static Object named(String name) {
        return switch (name) {
            case "init" -> new InitCommand();
            case "rehearse" -> new RehearseCommand();
            case "predict" -> new PredictCommand();
            case "check" -> new CheckCommand();
            case "build" -> new BuildCommand();
            case "push" -> new PushCommand();
            case "plan" -> new PlanCommand();
            case "promote" -> new PromoteCommand();
            case "python-base" -> new PythonBaseCommand();
            case "status" -> new StatusCommand();
            case "run" -> new RunCommand();
            case "runs" -> new RunsCommand();
            case "artifacts" -> new ArtifactsCommand();
            case "logs" -> new LogsCommand();
            case "predictions" -> new PredictionsCommand();
            case "rollback" -> new RollbackCommand();
            case "secrets" -> new SecretsCommand();
            case "copy" -> new CopyCommand();
            case "doctor" -> new DoctorCommand();
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }
}
