package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.desk.Change;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.desk.Desk;
import dev.slipway.desk.Hold;
import dev.slipway.desk.LedgerCalls.Rolled;
import dev.slipway.desk.status.ModelStatus;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Release;
import dev.slipway.releases.VersionLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = {
            "Makes an earlier run current again. Nothing is predicted: its rows are still there. Then the copy to the"
                    + " application is started and waited for. The version that is withdrawn is held: its scheduled runs"
                    + " are published, but do not become current, until the file names another version or --release ends"
                    + " the hold."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "75:the database or a service is away, or it is not known whether it is done",
            "78:there is no such run, it is current already, or nothing is held",
            "64:usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway rollback churn -e prod",
            "  slipway rollback churn -e prod --to 0f3c7a52-… --reason \"the one of Monday\"",
            "  slipway rollback churn -e prod --release --reason \"mended upstream\""
        })
public final class RollbackCommand implements Callable<Integer> {
    @Option(names = "--to", paramLabel = "RUN", description = "This run (default: the one that was current before).")
    private String to;

    @Option(names = "--release", description = "End the hold of the version that a rollback withdrew; nothing else.")
    private boolean release;

    @Option(
            names = {"-r", "--reason"},
            paramLabel = "TEXT",
            defaultValue = "no reason given",
            description = "Why; it is kept with your name (default: ${DEFAULT-VALUE}).")
    private String reason;

    @Mixin
    private MajorOptions options;

    @Override
    public Integer call() {
        if (release && to != null) {
            throw new CliException(
                    ExitCode.USAGE, "--release and --to: expected one of them; --release ends a hold and nothing else");
        }
        AtDesk at = options.open();
        ModelName name = options.model(at);
        int asked = options.major(at);
        if (release) {
            release(at.told(), at.desk(), name, asked);
        } else {
            rollback(at.told(), at.desk(), name, asked, at.release(name), at.file());
        }
        return ExitCode.DONE.code();
    }

    private void release(Told told, Desk desk, ModelName name, int asked) {
        Optional<String> warning = desk.ledger().release(name, asked, desk.who(), reason);
        warning.ifPresent(told::remark);
        told.line(name + ", major version " + asked + ": no version is held any more; its next run may become current");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", name.value());
        json.put("major", asked);
        json.put("released", true);
        json.put("warning", warning.orElse(null));
        told.json(json);
    }

    private void rollback(Told told, Desk desk, ModelName name, int asked, Release in, Path file) {
        Rolled rolled = desk.ledger().rollback(name, asked, Optional.ofNullable(to), desk.who(), reason);
        Change change = rolled.change();
        rolled.warning().ifPresent(told::remark);
        told.line(name + " " + change.version() + ", run " + change.runId() + " (as of " + Shown.time(change.asOf())
                + ") is current now, as change " + change.seq());
        Optional<Progress> copied =
                in.copy().isPresent() && asked == in.version().major()
                        ? Optional.of(copy(told, desk, change))
                        : Optional.empty();
        if (in.copy().isPresent() && copied.isEmpty()) {
            told.line("Nothing is copied: the file copies major version "
                    + in.version().major() + " alone.");
        }
        Optional<Hold> held = desk.changes().of(name).held(asked);
        next(told, desk, change, held, in, file);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("change", ModelStatus.json(change));
        json.put("held", held.map(ModelStatus::json).orElse(null));
        json.put("copied", copied.map(CopyText::json).orElse(null));
        json.put("warning", rolled.warning().orElse(null));
        told.json(json);
    }

    /** What fails here fails after the rollback, which is done. */
    private static Progress copy(Told told, Desk desk, Change change) {
        try {
            return new CopyText(told).copy(desk, Optional.of(change.model()));
        } catch (InferenceException failed) {
            throw new InferenceException(
                    failed.exitCode(),
                    "run " + change.runId() + " is current now, but it is not copied: " + failed.getMessage()
                            + "; 'slipway copy " + change.model() + " -e " + desk.environment() + "' does that alone",
                    failed);
        }
    }

    /** What a person may want next: it depends on what is held, and on what the file says. */
    private static void next(Told told, Desk desk, Change change, Optional<Hold> held, Release in, Path file) {
        boolean other = change.version().major() == in.version().major()
                && !change.version().equals(in.version());
        if (held.isPresent() || other) {
            told.line("");
        }
        held.ifPresent(hold -> told.line(
                "Version " + hold.version() + " is held: its runs are published, but readers do not see them."));
        if (other) {
            String line = VersionLine.find(file, change.model())
                    .map(at -> ":" + at.number())
                    .orElse("");
            told.line("To put the version back:  environments/" + file.getFileName() + line + ": version: "
                    + change.version());
        }
        held.ifPresent(hold -> told.line("To let it run again:      slipway rollback " + change.model() + " -e "
                + desk.environment()
                + (change.major() == in.version().major() ? "" : " --major " + change.major())
                + " --release"));
    }
}
