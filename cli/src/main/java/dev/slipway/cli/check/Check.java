package dev.slipway.cli.check;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.LoadedTar;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.conformance.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds what the user named and tries all rules on it; each result is printed as soon as it is known.
 *
 * @param variables the model's own
 */
public record Check(
        Checkout checkout, Console console, RuntimeAsked asked, Map<String, String> variables, boolean verbose) {
    public CheckOutcome run(String named) {
        Tool tool = new Tool(verbose ? console.remarks() : null);
        try {
            Path work = Files.createTempDirectory("slipway-check");
            List<LoadedTar> loaded = new CopyOnWriteArrayList<>();
            AtEnd end = new AtEnd(stopping -> stop(work, loaded, stopping));
            try {
                Subject subject = new Subjects(checkout, tool, asked, work, loaded).find(named);
                subject.manifest()
                        .ifPresent(
                                manifest -> manifest.needVariables(variables.keySet(), "--set NAME=VALUE gives them"));
                console.remark("checking " + subject.named() + " " + subject.why());
                ResultLines lines = new ResultLines(console, verbose);
                long begin = System.nanoTime();
                Checked checked = subject.check(variables, lines::tell);
                CheckOutcome outcome = new CheckOutcome(subject, checked, (System.nanoTime() - begin) / 1e9);
                lines.close(outcome);
                return outcome;
            } finally {
                end.close();
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, "no temporary folder can be made: " + CliException.words(e), e);
        }
    }

    private static void stop(Path work, List<LoadedTar> loaded, boolean stopping) {
        if (stopping) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }
        loaded.forEach(LoadedTar::close);
        try {
            Folders.delete(work);
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, work + " cannot be deleted: " + e, e);
        }
    }
}
