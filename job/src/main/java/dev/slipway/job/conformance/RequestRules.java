package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What {@code predict} takes from the request, and how it treats its folders. */
final class RequestRules {
    static final List<Rule> ALL = List.of(
            new Rule("predict.no-request-is-78", "Without request.json predict ends with 78.", bench -> bench.predict(
                            golden(bench).withoutRequest())
                    .ends(ExitCode.BAD_CONFIGURATION)
                    .withoutSuccess()),
            new Rule(
                    "predict.other-spec-major-is-78",
                    "A request of another major version of the specification ends with 78.",
                    bench -> bench.predict(golden(bench).request("spec", "2.0"))
                            .ends(ExitCode.BAD_CONFIGURATION)
                            .withoutSuccess()),
            new Rule(
                    "predict.newer-spec-minor-is-read",
                    "A request of a newer minor version of the specification is read.",
                    bench -> read(bench, Harmless::newerMinor)),
            new Rule(
                    "predict.ignores-unknown-fields",
                    "Fields of the request that the specification does not name are ignored.",
                    bench -> read(bench, Harmless::unknownField)),
            new Rule(
                    "predict.out-not-empty-is-78",
                    "An output folder that is not empty ends with 78.",
                    bench -> bench.predict(golden(bench).withFileInOut())
                            .ends(ExitCode.BAD_CONFIGURATION)
                            .withoutSuccess()),
            new Rule(
                    "predict.reads-input-only",
                    "predict changes nothing in the input folder.",
                    RequestRules::readsOnly));

    private RequestRules() {}

    private static Setup golden(Bench bench) {
        return Setup.of(bench.golden().rows());
    }

    private static void read(Bench bench, UnaryOperator<Setup> change) {
        if (!Harmless.together(bench)) {
            bench.predict(change.apply(golden(bench))).ends(ExitCode.DONE);
        }
    }

    private static void readsOnly(Bench bench) {
        Trial trial = bench.golden().plain();
        Verdict.same("files in in/", List.of("data.csv", "request.json"), Trial.files(trial.in()));
        try {
            byte[] now = Files.readAllBytes(trial.in().resolve("data.csv"));
            if (!Arrays.equals(trial.setup().files().get("data.csv"), now)) {
                throw Verdict.broken("data.csv in in/", "the bytes that were put there", "other bytes");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
