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
import dev.slipway.inference.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code slipway} command. */
@Command(
        name = "slipway",
        description = "Brings a machine-learning model from its folder to the applications that read its predictions.",
        subcommands = {
            InitCommand.class,
            RehearseCommand.class,
            PredictCommand.class,
            CheckCommand.class,
            BuildCommand.class,
            PushCommand.class,
            PlanCommand.class,
            PromoteCommand.class,
            PythonBaseCommand.class,
            StatusCommand.class,
            RunCommand.class,
            RunsCommand.class,
            ArtifactsCommand.class,
            LogsCommand.class,
            PredictionsCommand.class,
            RollbackCommand.class,
            SecretsCommand.class,
            CopyCommand.class,
            DoctorCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Slipway.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a rule is broken",
            "64:usage: the command line is wrong",
            "65:bad data: the input cannot be scored, or too many rows are rejected",
            "70:a defect, of the model or of slipway",
            "75:try again: a deadline passed, a disk is full, a database is away",
            "78:bad configuration: a model, an environment file or this machine is not as it must be",
            "143:stopped"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway rehearse                                   the main job on the example model",
            "  slipway rehearse film-gross --input films.csv      … on your own data",
            "  slipway predict film-gross --input films.csv --output out",
            "  slipway check audience-forecast                    does the image keep the specification?",
            "  slipway build audience-forecast                    its container image",
            "  slipway push audience-forecast                     … checked and brought into the registry",
            "  slipway plan                                       what the edited environments would change",
            "  slipway status                                     how all models are in all environments",
            "  slipway run audience-forecast -e staging           a run in the cloud, followed to its end",
            "",
            "'slipway help COMMAND' tells the options of a command."
        })
public final class Slipway implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String commands = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "expected a command: " + commands);
    }

    /** The command line with all its subcommands, ready to execute. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Slipway());
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures();
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        return line;
    }

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        System.out.flush();
        // A shutdown that is under way, after Ctrl-C, decides the status itself.
        System.exit(code);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Slipway.class.getPackage().getImplementationVersion();
            return new String[] {"slipway " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** What a command ends with where nothing went wrong. */
    static int done() {
        return ExitCode.DONE.code();
    }
}
