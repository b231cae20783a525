package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.conformance.Conformance;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds a model and runs the conformance check on it. */
public record ModelCheck(Checkout checkout, Console console, boolean verbose) {
    /** The results of all rules; each is printed as soon as it is known. */
    public List<RuleResult> run(ModelFile model) {
        Tool tool = new Tool(verbose ? console.remarks() : null);
        try {
            Path work = Files.createTempDirectory("slipway-check");
            AtEnd end = new AtEnd(stopping -> stop(work, stopping));
            try {
                console.remark("checking " + model.name() + " " + model.version());
                new ModelImage(checkout, tool).make(model, false, work.resolve("image"));
                return Conformance.check(new ProcessRuntime(work.resolve("image")), this::tell);
            } finally {
                end.close();
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, "no temporary folder can be made: " + e, e);
        }
    }

    private void tell(RuleResult result) {
        String outcome = "%-14s".formatted(result.outcome().word());
        boolean red = console.colour() && result.outcome() == RuleResult.Outcome.FAIL;
        // Reasons quote what an image printed, which must not steer the terminal.
        String line = "%s  %-36s  %s"
                .formatted(
                        red ? "\u001b[31m" + outcome + "\u001b[0m" : outcome,
                        result.name(),
                        result.reason().replaceAll("\\p{Cntrl}", "·"));
        console.results().println(line.stripTrailing());
        if (verbose || result.outcome() == RuleResult.Outcome.FAIL) {
            console.results().println(" ".repeat(16) + result.sentence());
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
