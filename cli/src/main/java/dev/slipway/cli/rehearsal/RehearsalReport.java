package dev.slipway.cli.rehearsal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.model.ChosenRuntime;
import dev.slipway.cli.report.Fact;
import dev.slipway.cli.report.FindingsReader;
import dev.slipway.cli.report.Preview;
import dev.slipway.cli.report.ReportData;
import dev.slipway.cli.report.ReportPage;
import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Request;
import dev.slipway.job.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a rehearsal has to tell and writes its report. */
record RehearsalReport(Settings settings, Manifest manifest, ChosenRuntime chosen, Input input, Validation validation) {
    /** Reads the run's files, which takes some seconds for a million rows, writes the page and answers its bytes. */
    long write(Path file, RunSummary run, long rowsCopied, Preview preview, List<String> notices, List<Step> steps) {
        try {
            ReportData data = new ReportData(
                    manifest.name().value(),
                    manifest.version().toString(),
                    manifest.description(),
                    input.synthetic(),
                    notices,
                    counts(run, rowsCopied),
                    facts(run),
                    validation.against(run.metrics()),
                    FindingsReader.read(manifest, files(run), run.out()),
                    preview,
                    lineage(run),
                    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(JSON.std.mapFrom(manifest.toJson())),
                    steps);
            Files.writeString(file, ReportPage.of(data));
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(RunSummary run) throws IOException {
        Request request = Request.parse(Files.readString(run.in().resolve(Request.FILE)));
        return request.files().stream().map(run.in()::resolve).toList();
    }

    private static List<Fact> counts(RunSummary run, long rowsCopied) {
        return List.of(
                new Fact("rows read", Figures.count(run.rowsRead())),
                new Fact("predicted", Figures.count(run.rowsPredicted())),
                new Fact("rejected", Figures.count(run.rowsRejected())),
                new Fact("published", Figures.count(run.rowsPublished())),
                new Fact("copied", Figures.count(rowsCopied)));
    }

    private List<Fact> facts(RunSummary run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("As of", run.asOf().toString()));
        facts.add(new Fact("Input", input.told()));
        facts.add(new Fact("Ran", chosen.why()));
        facts.add(new Fact("Environment", settings.environment()));
        facts.add(new Fact("Current", run.current() ? "yes" : "no: " + run.heldReason()));
        facts.add(new Fact("Doubled keys", Figures.count(run.duplicates())));
        facts.add(new Fact(
                "Rejects allowed", settings.release().limits().rejects().toString()));
        facts.add(new Fact(
                "Job took",
                Figures.seconds(run.steps().stream()
                        .mapToDouble(RunSummary.StepTime::seconds)
                        .sum())));
        return facts;
    }

    private List<Fact> lineage(RunSummary run) {
        return List.of(
                new Fact("Run", run.runId()),
                new Fact("Model", manifest.name() + " " + manifest.version()),
                new Fact("Image", run.image()),
                new Fact("Image digest", run.imageDigest() == null ? "none" : run.imageDigest()),
                new Fact("Specification", manifest.spec()),
                new Fact("Input SHA-256", run.inputSha256()),
                new Fact("Golden set SHA-256", manifest.goldenSha256() == null ? "none" : manifest.goldenSha256()),
                new Fact("Analytics table", run.table()));
    }
}
