package dev.slipway.cli.check;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what the user named and tries all rules on it; each result is printed as soon as it is known. */
public record Check(Checkout checkout, Console console, RuntimeAsked asked, boolean verbose) {
    public CheckOutcome run(String named) {
        Tool tool = new Tool(verbose ? console.remarks() : null);
        try {
            Path work = Files.createTempDirectory("slipway-check");
            AtEnd end = new AtEnd(stopping -> stop(work, stopping));
            try {
                Subject subject = new Subjects(checkout, tool, asked, work).find(named);
                console.remark("checking " + subject.named() + " " + subject.why());
                ResultLines lines = new ResultLines(console, verbose);
                CheckOutcome outcome = new CheckOutcome(subject, subject.check(lines::tell));
                lines.close(outcome);
                return outcome;
            } finally {
                end.close();
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, "no temporary folder can be made: " + e, e);
        }
    }

    private static void stop(Path work, boolean stopping) {
        if (stopping) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        try {
            Folders.delete(work);
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, work + " cannot be deleted: " + e, e);
        }
    }
}
