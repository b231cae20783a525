package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code slipway} command. */
@Command(
        name = "slipway",
        description = "Brings a machine-learning model from its folder to the applications that read its predictions.",
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
    /** Columns that help is laid out for. */
    private static final int WIDE = 100;

    private static final int NARROW = 60;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String commands = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "expected a command: " + commands);
    }

    /** The command line with all its subcommands, ready to execute. */
    static CommandLine commandLine() {
        return commandLine(Commands.NAMES);
    }

    private static CommandLine commandLine(List<String> commands) {
        CommandLine line = new CommandLine(new Slipway());
        commands.forEach(name -> line.addSubcommand(name, Commands.named(name)));
        line.addSubcommand("help", new CommandLine.HelpCommand());
        // The launcher tells how wide the terminal is: picocli would start another program to find out.
        line.setUsageHelpWidth(Math.max(NARROW, Math.min(WIDE, Integer.getInteger("slipway.columns", WIDE))));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures();
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        return line;
    }

    /** Those that a command line needs: the one that it names, or all. */
    static List<String> needed(String... arguments) {
        List<String> named = Stream.of(arguments)
                .limit(2)
                .filter(Commands.NAMES::contains)
                .limit(1)
                .toList();
        boolean first = arguments.length > 0 && (named.contains(arguments[0]) || arguments[0].equals("help"));
        return first && !named.isEmpty() ? named : Commands.NAMES;
    }

    /** Answers the exit code. */
    static int execute(String... arguments) {
        return commandLine(needed(arguments)).execute(arguments);
    }

    static void main(String[] arguments) {
        int code = execute(arguments);
        // It swallows a full disk and a pipe that nobody reads any more.
        if (System.out.checkError() && code == ExitCode.DONE.code()) {
            System.err.println("slipway: not all of the output could be written");
            code = ExitCode.TRY_AGAIN.code();
        }
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
}
