package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Report;
import dev.slipway.inference.Request;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ImageRun;
import dev.slipway.job.runtime.ImageRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets the image score {@code in/} into {@code out/}, and believes it only what can be proven.
 *
 * @param published whether the predictions are published next, which counts them and reads every field
 */
record PredictStep(
        JobSettings settings,
        ImageRuntime runtime,
        ProgressListener listener,
        Consumer<ImageRun> running,
        boolean published) {
    private static final long LARGEST_REPORT = 1 << 20;

    /** Answers the rows predicted. */
    long run(RunFacts facts, Manifest manifest) {
        Request request = request();
        Duration left = Duration.between(Instant.now(), request.deadline());
        if (left.isNegative() || left.isZero()) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "predict: deadline passed before it started, at " + request.deadline());
        }
        Folders.createEmpty(settings.out());
        create(settings.shared());
        Folders.writable(settings.in(), false);
        ImageEnd end;
        try (PredictProgress progress = new PredictProgress(settings.out(), facts.number("inputLines"), listener)) {
            progress.start();
            ImageRun run = runtime.start(call());
            running.accept(run);
            end = run.await(left);
        } finally {
            running.accept(null);
            Folders.writable(settings.in(), true);
        }
        facts.put("log", end.lastLines());
        if (end.linesNotShown() > 0) {
            listener.note("the image printed " + end.linesNotShown() + " more lines, not shown");
        }
        if (!end.done()) {
            noteCounts(facts);
            throw end.failure("predict", settings.timeout());
        }
        return believe(request, manifest, facts);
    }

    /** An image that ended badly, for too many rejects say, has told how many there were; the figures want to know. */
    private void noteCounts(RunFacts facts) {
        Path file = settings.out().resolve(Report.FILE);
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_REPORT) {
                count(facts, Report.parse(Files.readString(file)));
            }
        } catch (IOException | RuntimeException noReport) {
            listener.note("predict left no report that can be read");
        }
    }

    private static RunFacts count(RunFacts facts, Report report) {
        return facts.put("rowsRead", report.rowsRead())
                .put("rowsPredicted", report.rowsPredicted())
                .put("rowsRejected", report.rowsRejected())
                .put("rejects", report.rejects());
    }

    private ImageCall call() {
        Map<String, String> variables = new HashMap<>(settings.variables());
        if (settings.verbose()) {
            variables.put(Variable.VERBOSE.key(), "true");
        }
        return new ImageCall(
                List.of("predict"), settings.in(), settings.out(), settings.shared(), variables, listener::imageLog);
    }

    private Request request() {
        Path file = settings.in().resolve(Request.FILE);
        if (!Files.exists(file)) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "predict: there is no " + file + "; fetch comes first");
        }
        Request request = Request.parse(read(file));
        if (!request.runId().equals(settings.runId())) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": expected the run " + settings.runId() + " (SLIPWAY_RUN_ID), got " + request.runId()
                            + "; SLIPWAY_WORK is another run's folder");
        }
        return request;
    }

    private long believe(Request request, Manifest manifest, RunFacts facts) {
        if (!Files.exists(settings.out().resolve(Success.FILE))) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "predict exited 0 without " + Success.FILE + ", so nothing it wrote can be trusted");
        }
        Success success = Success.verify(settings.out());
        Report report = Report.parse(read(settings.out().resolve(Report.FILE)));
        count(facts, report).put("metrics", report.metrics()).put("files", checksums(success));
        same("run id in " + Success.FILE, request.runId(), success.runId());
        same("rowsPredicted in " + Report.FILE, success.predictionsRows(), report.rowsPredicted());
        same("rowsRejected in " + Report.FILE, success.rejectsRows(), report.rowsRejected());
        same("rowsRead in " + Report.FILE, report.rowsPredicted() + report.rowsRejected(), report.rowsRead());
        same("model in " + Report.FILE, manifest.name(), report.model());
        same("version in " + Report.FILE, manifest.version(), report.version());
        WrittenRows.proveRejects(settings.out(), success);
        if (!published) {
            WrittenRows.provePredictions(settings.out(), success);
        }
        facts.put("state", "predicted");
        return report.rowsPredicted();
    }

    private static Map<String, String> checksums(Success success) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(Success.PREDICTIONS, success.predictionsSha256());
        files.put(Success.REJECTS, success.rejectsSha256());
        files.put(Report.FILE, success.reportSha256());
        return files;
    }

    private static void same(String what, Object expected, Object got) {
        if (!expected.equals(got)) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "predict says something untrue: " + what + ": expected " + expected + ", got " + got);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, file + ": cannot be read: " + failed, failed);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "SLIPWAY_SHARED: cannot make " + folder + ": " + failed, failed);
        }
    }
}
