package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How {@code predict} ends before it is done. */
final class StopRules {
    /** Large enough to be caught half-way by the fastest model, small enough for any disk. */
    static final int BYTES = 64 << 20;

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    static final List<Rule> ALL = List.of(
            new Rule(
                    "predict.sigterm-ends-143",
                    "After SIGTERM predict ends with 143, or by the signal, within 10 seconds.",
                    StopRules::ends143),
            new Rule(
                    "predict.no-success-after-sigterm",
                    "Stopped half-way, predict leaves no _SUCCESS.",
                    bench -> stopped(bench).withoutSuccess()),
            new Rule(
                    "predict.deadline-is-75",
                    "When the request's deadline passes, predict ends by itself with 75 and without _SUCCESS.",
                    StopRules::deadline));

    private StopRules() {}

    private static void ends143(Bench bench) {
        Trial trial = stopped(bench);
        if (trial.end().killed()) {
            throw Verdict.broken("after SIGTERM", "an end within 10 seconds", "none, so that it had to be killed");
        }
        trial.ends(ExitCode.TERMINATED);
    }

    private static void deadline(Bench bench) {
        Setup setup = Large.setup(bench, BYTES);
        Instant deadline = Instant.now().plusSeconds(1);
        Trial trial = bench.predict(setup.request("deadline", deadline.toString()));
        if (trial.end().status() == ExitCode.DONE.code()
                && trial.report().ended().isBefore(deadline)) {
            throw Verdict.notChecked("the image was done before the deadline");
        }
        trial.ends(ExitCode.TRY_AGAIN).withoutSuccess();
    }

    private static Trial stopped(Bench bench) {
        bench.golden().rows();
        return bench.once("stopped", () -> {
            Trial trial = bench.predict(Large.setup(bench, BYTES), StopRules::stopHalfWay);
            if (trial.end().status() == ExitCode.DONE.code() && isWhole(bench, trial)) {
                throw Verdict.notChecked("the image was done before it could be stopped");
            }
            return trial;
        });
    }

    private static boolean isWhole(Bench bench, Trial trial) {
        if (!Files.exists(trial.out().resolve(Success.FILE))) {
            return false;
        }
        Success success = trial.success();
        return success.predictionsRows() + success.rejectsRows() == Large.rows(bench, BYTES);
    }

    /** Half-way is when the first predictions are on the disk. */
    static void stopHalfWay(ImageRun run, Path out) {
        long end = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        try {
            while (System.nanoTime() < end && isEmpty(out)) {
                Thread.sleep(5);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        run.stop();
    }

    private static boolean isEmpty(Path out) {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                if (Files.size(file) > 1 << 10) {
                    return false;
                }
            }
            return true;
        } catch (IOException vanished) {
            return true;
        }
    }
}
