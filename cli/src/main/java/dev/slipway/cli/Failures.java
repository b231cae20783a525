package dev.slipway.cli;

import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.PublishException;
import dev.slipway.releases.NearMiss;
import dev.slipway.releases.ReleaseFileException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in a sentence, and a stack trace only with {@code --verbose}; the exit code is sysexits'. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("slipway: " + (e instanceof UnmatchedArgumentException u ? unmatched(line, u) : told(line, e)));
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private static String told(CommandLine line, ParameterException e) {
        return "Missing required subcommand".equals(e.getMessage())
                ? "expected one of " + String.join(", ", line.getSubcommands().keySet())
                : e.getMessage();
    }

    /** Names the first word alone, and of an option nothing but its name: the rest may be a secret. */
    private static String unmatched(CommandLine line, UnmatchedArgumentException unmatched) {
        if (line.getCommandSpec().qualifiedName().equals("slipway secrets put")) {
            return "expected one NAME and no other word: a value is read from standard input or typed when it is asked"
                    + " for, never taken from the command line";
        }
        return unmatched
                        .getMessage()
                        .replaceFirst(
                                "(?s)^Unmatched arguments? \\w+ (index \\d+: '.*?').*", "Unmatched argument at $1")
                        .replaceFirst("(?s)^Unknown options?: '([^'=]*).*", "Unknown option: '$1'")
                + meant(line, unmatched.getUnmatched().get(0));
    }

    private static String meant(CommandLine line, String word) {
        if (!word.startsWith("-")) {
            return NearMiss.hint(word, line.getSubcommands().keySet());
        }
        if (line.getParent() == null) {
            return "; options follow the command, such as slipway status -e staging";
        }
        Set<String> known = line.getCommandSpec().optionsMap().keySet();
        return known.stream()
                .filter(option -> word.length() > "--".length() && option.startsWith(word))
                .findFirst()
                .map(option -> "; did you mean " + option + "?")
                .orElse(NearMiss.hint(word, known));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (AtEnd.stopping()) {
            err.println("slipway: stopped");
            return ExitCode.TERMINATED.code();
        }
        err.println("slipway: " + message(e));
        boolean verbose = List.of(parsed.originalArgs().toArray()).contains("--verbose");
        if (verbose) {
            e.printStackTrace(err);
        } else if (!isTold(e)) {
            err.println("         --verbose shows where it happened.");
        }
        err.flush();
        return code(e).code();
    }

    static ExitCode code(Throwable e) {
        if (e instanceof CliException ours) {
            return ours.exitCode();
        }
        if (e instanceof InferenceException inference) {
            return inference.exitCode();
        }
        if (e instanceof PublishException publish) {
            return publish.exitCode();
        }
        return e instanceof ReleaseFileException ? ExitCode.BAD_CONFIGURATION : ExitCode.DEFECT;
    }

    /** Whether the message was written for the person who reads it. */
    private static boolean isTold(Throwable e) {
        return e instanceof CliException
                || e instanceof InferenceException
                || e instanceof PublishException
                || e instanceof ReleaseFileException;
    }

    private static String message(Throwable e) {
        // Messages quote files and images, which must not steer the terminal.
        return (isTold(e) ? String.valueOf(e.getMessage()) : "unexpected: " + e)
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "·");
    }
}
