package dev.slipway.cli.rehearsal;

import dev.slipway.cli.report.Measured;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Report;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ImageRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The image's {@code validate}: the golden set scored, its metrics measured.
 *
 * @param rows of the golden set
 */
record Validation(long rows, Map<String, Double> metrics, List<Measured> measured) {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * Lets the image validate itself.
     *
     * @throws InferenceException with the image's code and reason: 70 where a metric broke its threshold
     */
    static Validation of(ImageRuntime image, Manifest manifest, RunFolder run, Map<String, String> variables) {
        Path out = run.validation();
        try {
            Files.createDirectories(out);
            Files.createDirectories(run.emptyInput());
            ImageCall call = new ImageCall(List.of("validate"), run.emptyInput(), out, null, variables, line -> {});
            ImageEnd end = image.validate(call, LIMIT);
            if (!end.done()) {
                throw end.failure("validate", LIMIT);
            }
            Report report = Report.parse(Files.readString(out.resolve(Report.FILE)));
            return new Validation(report.rowsRead(), report.metrics(), measured(manifest, report, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics with their thresholds, and beside them what they were on the run's own input. */
    List<Measured> against(Map<String, Double> run) {
        return measured.stream()
                .map(metric -> new Measured(
                        metric.threshold(),
                        metric.golden(),
                        run.get(metric.threshold().metric())))
                .toList();
    }

    private static List<Measured> measured(Manifest manifest, Report report, Map<String, Double> run) {
        return manifest.metrics().stream()
                .map(threshold ->
                        new Measured(threshold, report.metrics().get(threshold.metric()), run.get(threshold.metric())))
                .toList();
    }

    /** What it says in the table of steps. */
    String told() {
        if (measured.isEmpty()) {
            return "no metrics to keep";
        }
        return measured.stream()
                .map(metric -> metric.threshold().metric() + " " + Figures.number(metric.golden()))
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
    }
}
