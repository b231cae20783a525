package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Report;
import dev.slipway.inference.Threshold;
import java.util.List;

/** What {@code validate} does with the golden set. */
final class ValidateRules {
    static final List<Rule> ALL = List.of(
            new Rule("validate.passes", "validate scores the golden set and ends with 0.", bench -> run(bench)
                    .ends(ExitCode.DONE)),
            new Rule(
                    "validate.writes-report",
                    "validate writes a report of this model and version with the manifest's metrics.",
                    ValidateRules::writesReport),
            new Rule(
                    "validate.keeps-thresholds",
                    "validate ends with 0 only where every metric keeps its threshold.",
                    ValidateRules::keepsThresholds));

    private ValidateRules() {}

    private static Trial run(Bench bench) {
        bench.golden().file();
        return bench.once("validate", () -> bench.essential(() -> bench.verb("validate")));
    }

    /** The report of a validate that ended with 0. */
    private static Report report(Bench bench) {
        Trial trial = run(bench);
        if (trial.end().status() != ExitCode.DONE.code()) {
            throw Verdict.notApplicable("validate does not pass, see validate.passes");
        }
        return trial.report();
    }

    private static void writesReport(Bench bench) {
        Manifest manifest = bench.knownManifest();
        Report report = report(bench);
        Verdict.same("verb", "validate", report.verb());
        Verdict.same("model", manifest.name(), report.model());
        Verdict.same("version", manifest.version(), report.version());
        bench.measured(report.metrics());
        for (Threshold threshold : manifest.metrics()) {
            if (!report.metrics().containsKey(threshold.metric())) {
                throw Verdict.broken(
                        "metrics", threshold.metric(), report.metrics().keySet());
            }
        }
    }

    private static void keepsThresholds(Bench bench) {
        Manifest manifest = bench.knownManifest();
        Report report = report(bench);
        if (manifest.metrics().isEmpty()) {
            throw Verdict.notApplicable("the manifest has no metrics");
        }
        for (Threshold threshold : manifest.metrics()) {
            Double value = report.metrics().get(threshold.metric());
            if (value != null && !threshold.passes(value)) {
                throw Verdict.broken(
                        threshold.metric(),
                        "from " + threshold.min() + " to " + threshold.max() + ", or exit status 70",
                        value);
            }
        }
        Verdict.same("passed", true, report.passed());
    }
}
