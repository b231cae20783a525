package dev.slipway.cli;

import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.PublishException;
import dev.slipway.releases.NearMiss;
import dev.slipway.releases.ReleaseFileException;
import java.io.PrintWriter;
import java.util.List;
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
        err.println("slipway: " + e.getMessage() + (e instanceof UnmatchedArgumentException u ? meant(line, u) : ""));
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private static String meant(CommandLine line, UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().get(0);
        return NearMiss.hint(
                word,
                word.startsWith("-")
                        ? line.getCommandSpec().optionsMap().keySet()
                        : line.getSubcommands().keySet());
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
