package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Report;
import dev.slipway.inference.Success;
import dev.slipway.inference.Threshold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** What {@code predict} writes for rows that are all right. */
final class OutputRules {
    static final List<Rule> ALL = List.of(
            new Rule("predict.golden-is-done", "predict of the golden set's rows ends with 0.", bench -> bench.golden()
                    .all()
                    .ends(ExitCode.DONE)),
            new Rule(
                    "predict.writes-success-last",
                    "_SUCCESS is written, and last of all files.",
                    OutputRules::successLast),
            new Rule(
                    "predict.success-hashes-true",
                    "_SUCCESS names the SHA-256 of each file and the run id.",
                    OutputRules::hashesTrue),
            new Rule(
                    "predict.success-rows-true",
                    "_SUCCESS names the number of rows in each file.",
                    OutputRules::rowsTrue),
            new Rule(
                    "predict.writes-report",
                    "report.json names verb, model, version and run.",
                    OutputRules::writesReport),
            new Rule(
                    "predict.counts-add-up",
                    "rowsRead in report.json is all rows of the input, rowsPredicted and rowsRejected are in the files.",
                    OutputRules::countsAddUp),
            new Rule(
                    "predict.header-as-manifest",
                    "predictions.csv has the manifest's output fields, in its order.",
                    OutputRules::header),
            new Rule(
                    "predict.values-as-manifest",
                    "Every value in predictions.csv has its field's type; only nullable fields are empty.",
                    OutputRules::values),
            new Rule(
                    "predict.output-in-input-order",
                    "Predictions stand in the order of the input's rows.",
                    OutputRules::order),
            new Rule(
                    "predict.backtest-has-metrics",
                    "Where the input has the actuals, report.json has the manifest's metrics.",
                    OutputRules::backtest),
            new Rule(
                    "predict.same-bytes-twice",
                    "The same input gives the same predictions.csv and rejects.csv, within the manifest's tolerance.",
                    OutputRules::twice));

    private OutputRules() {}

    private static void successLast(Bench bench) {
        Trial trial = bench.golden().all();
        if (trial.end().status() != ExitCode.DONE.code()) {
            throw Verdict.notApplicable("the golden rows are not predicted, see predict.golden-is-done");
        }
        FileTime written = modified(trial, Success.FILE);
        for (String name : Trial.files(trial.out())) {
            if (modified(trial, name).compareTo(written) > 0) {
                throw Verdict.broken("the file written last", Success.FILE, name);
            }
        }
    }

    private static FileTime modified(Trial trial, String name) {
        try {
            return Files.getLastModifiedTime(trial.file(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void hashesTrue(Bench bench) {
        Trial trial = bench.golden().plain();
        Success.verify(trial.out());
        Verdict.same("runId", Setup.RUN_ID, trial.success().runId());
    }

    private static void rowsTrue(Bench bench) {
        Trial trial = bench.golden().plain();
        Success success = trial.success();
        trial.rows((int) success.predictionsRows(), (int) success.rejectsRows());
    }

    private static void writesReport(Bench bench) {
        Manifest manifest = bench.knownManifest();
        Report report = bench.golden().plain().report();
        Verdict.same("verb", "predict", report.verb());
        Verdict.same("model", manifest.name(), report.model());
        Verdict.same("version", manifest.version(), report.version());
        Verdict.same("runId", Setup.RUN_ID, String.valueOf(report.runId()));
    }

    private static void countsAddUp(Bench bench) {
        Trial trial = bench.golden().plain();
        Report report = trial.report();
        Verdict.same("rowsRead", (long) bench.golden().rows().rows().size(), report.rowsRead());
        Verdict.same("rowsPredicted", (long) trial.predictions().rows().size(), report.rowsPredicted());
        Verdict.same("rowsRejected", (long) trial.rejects().rows().size(), report.rowsRejected());
        Verdict.same("rowsPredicted + rowsRejected", report.rowsRead(), report.rowsPredicted() + report.rowsRejected());
    }

    private static void header(Bench bench) {
        Verdict.same(
                "header",
                bench.knownManifest().output().stream().map(Field::name).toList(),
                bench.golden().plain().predictions().header());
    }

    private static void values(Bench bench) {
        Table predictions = bench.golden().plain().predictions();
        for (Field field : bench.knownManifest().output()) {
            if (predictions.header().contains(field.name())) {
                for (String value : predictions.column(field.name())) {
                    Values.refuseOther(field, value);
                }
            }
        }
    }

    private static void order(Bench bench) {
        if (Harmless.together(bench)) {
            return;
        }
        Manifest manifest = bench.knownManifest();
        Table rows = bench.golden().rows().reversedRows();
        Table predictions = bench.predict(Setup.of(rows)).ends(ExitCode.DONE).predictions();
        for (Field field : manifest.input()) {
            if (manifest.key().contains(field.name()) && predictions.header().contains(field.name())) {
                Verdict.same(
                        "key " + field.name() + " of rows in reversed order",
                        Values.plain(field, rows.column(field.name())),
                        Values.plain(field, predictions.column(field.name())));
            }
        }
    }

    private static void backtest(Bench bench) {
        Manifest manifest = bench.knownManifest();
        List<String> metrics =
                manifest.metrics().stream().map(Threshold::metric).toList();
        if (metrics.isEmpty()) {
            throw Verdict.notApplicable("the manifest has no metrics");
        }
        bench.golden().plain();
        Report report = bench.predict(Setup.of(bench.golden().withActuals()))
                .ends(ExitCode.DONE)
                .report();
        if (!report.metrics().keySet().containsAll(metrics)) {
            throw Verdict.broken("metrics", metrics, report.metrics().keySet());
        }
    }

    private static void twice(Bench bench) {
        Trial first = bench.golden().plain();
        if (HermeticRules.strangerRepeats(bench)) {
            return;
        }
        Trial second = bench.predict(Setup.of(bench.golden().rows())).ends(ExitCode.DONE);
        Manifest manifest = bench.knownManifest();
        if (manifest.tolerance() > 0) {
            Differences.refuse(first, second, manifest.output(), manifest.tolerance());
        } else {
            first.predictsAs(second);
        }
        Differences.refuse(Success.REJECTS, first.bytes(Success.REJECTS), second.bytes(Success.REJECTS));
    }
}
