package dev.slipway.cli.desk;

import dev.slipway.desk.Change;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.desk.Desk;
import dev.slipway.desk.LedgerCalls.Rolled;
import dev.slipway.desk.status.ModelStatus;
import dev.slipway.inference.ExitCode;
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
            "  slipway rollback churn -e prod --reason \"forecasts too high\"",
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
            required = true,
            description = "Why; it is kept with your name.")
    private String reason;

    @Mixin
    private MajorOptions options;

    @Override
    public Integer call() {
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
                        ? Optional.of(new CopyText(told).copy(desk, Optional.of(name)))
                        : Optional.empty();
        if (!change.version().equals(in.version())) {
            putBack(told, desk, name, change, in, file);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("change", ModelStatus.json(change));
        json.put("copied", copied.map(CopyText::json).orElse(null));
        json.put("warning", rolled.warning().orElse(null));
        told.json(json);
    }

    private static void putBack(Told told, Desk desk, ModelName name, Change change, Release in, Path file) {
        String line = VersionLine.find(file, name).map(at -> ":" + at.number()).orElse("");
        told.line("");
        told.line("Version " + in.version() + " is held: its runs are published, but readers do not see them.");
        told.line("To put the version back:  environments/" + file.getFileName() + line + ": version: "
                + change.version());
        told.line("To let it run again:      slipway rollback " + name + " -e " + desk.environment()
                + " --release --reason …");
    }
}
