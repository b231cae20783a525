package dev.slipway.inference;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The verb {@code validate}: scores the golden set and holds the metrics against their thresholds. */
final class Validate {
    private final Model model;
    private final Folders folders;
    private final PrintStream log;
    private final Manifest manifest;
    private final Tally tally;

    Validate(Model model, Folders folders, PrintStream log) {
        this.model = model;
        this.folders = folders;
        this.log = log;
        manifest = folders.manifest();
        tally = new Tally(manifest);
        folders.demandEmptyOut();
    }

    /** @throws InferenceException 70 where the golden set is not what it should be or a metric is outside its threshold */
    void run() throws IOException {
        boolean golden = demandGolden();
        folders.load(model, manifest);
        if (golden) {
            score();
        }
        model.close();
        String failed = failures();
        Report report = tally.report("validate", null, failed.isEmpty());
        HashedFile.write(folders.out().resolve(Report.FILE), report.toJson() + "\n");
        log.println(manifest.name() + " " + manifest.version() + ": " + tally.read() + " golden rows, metrics "
                + report.metrics());
        if (!failed.isEmpty()) {
            throw new InferenceException(ExitCode.DEFECT, failed);
        }
    }

    private void tell(Reject reject) {
        log.println(reject.at(Manifest.GOLDEN));
    }

    /** Whether there is a golden set; without one, metrics cannot be kept. */
    private boolean demandGolden() throws IOException {
        Path file = folders.model().resolve(Manifest.GOLDEN);
        if (!Files.exists(file)) {
            if (!manifest.metrics().isEmpty() || manifest.goldenSha256() != null) {
                throw new InferenceException(
                        ExitCode.DEFECT, file + ": the manifest speaks of a golden set, but there is none");
            }
            return false;
        }
        String actual = Sha256.of(file);
        if (manifest.goldenSha256() != null && !manifest.goldenSha256().equals(actual)) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    file + ": expected SHA-256 " + manifest.goldenSha256() + " as the manifest has it, got " + actual);
        }
        return true;
    }

    private void score() {
        try (Scoring scoring = new Scoring(model, manifest, null, tally)) {
            scoring.read(folders.model(), List.of(Manifest.GOLDEN), InputColumns.of(manifest, true))
                    .run(batch -> batch.rows().rejects().forEach(this::tell));
        } catch (Lane.Ended e) {
            // Bad data in the image itself is the image's defect.
            if (e.getCause() instanceof InferenceException cause && cause.exitCode() == ExitCode.BAD_DATA) {
                throw new InferenceException(ExitCode.DEFECT, cause.getMessage(), cause);
            }
            throw e;
        }
    }

    /** What the metrics fall short of; empty where all is well. */
    private String failures() {
        StringBuilder failures = new StringBuilder();
        Map<String, Double> values = tally.metrics();
        for (Threshold threshold : manifest.metrics()) {
            double value = values.getOrDefault(threshold.metric(), Double.NaN);
            if (!threshold.passes(value)) {
                failures.append("; ").append(threshold.metric()).append(" of ").append(threshold.field());
                failures.append(": expected ").append(bounds(threshold)).append(", got ");
                failures.append(Double.isNaN(value) ? "no value: no golden row has an actual" : value);
            }
        }
        return failures.isEmpty() ? "" : failures.substring(2);
    }

    private static String bounds(Threshold threshold) {
        String atLeast = threshold.min() == null ? "" : "at least " + threshold.min();
        String atMost = threshold.max() == null ? "" : "at most " + threshold.max();
        return atLeast + (atLeast.isEmpty() || atMost.isEmpty() ? "" : " and ") + atMost;
    }
}
