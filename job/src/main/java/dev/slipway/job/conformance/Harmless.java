package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Success;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All that must change no prediction, in one run: a file for each way to write CSV, rows in reversed order in two files,
 * and a request with more than it needs. Where it does change something each rule has to find out by a run of its own whether it is the one.
 */
final class Harmless {
    private Harmless() {}

    /** Whether the one run shows that nothing is wrong. */
    static boolean together(Bench bench) {
        Trial plain = bench.golden().plain();
        return bench.shows("harmless", () -> {
            try {
                Trial trial = bench.predict(setup(bench)).ends(ExitCode.DONE);
                return predictedInOrder(plain, trial)
                        && trial.report().ignoredColumns().equals(List.of(Way.EXTRA));
            } catch (RuntimeException other) {
                return false;
            }
        });
    }

    private static Setup setup(Bench bench) {
        Table rows = bench.golden().rows();
        Setup setup = newerMinor(unknownField(Setup.empty()));
        for (Way way : Way.values()) {
            setup.file(way + ".csv", way.csv(rows).getBytes(StandardCharsets.UTF_8));
        }
        Table reversed = rows.reversedRows();
        return setup.file("reversed.csv", reversed.firstHalf().bytes())
                .file("later.csv", reversed.secondHalf().reversedColumns().bytes());
    }

    /** The same predictions once for each way, below one header, and then in reversed order. */
    private static boolean predictedInOrder(Trial plain, Trial trial) {
        byte[] once = repeated(plain.bytes(Success.PREDICTIONS));
        List<List<String>> rows = new ArrayList<>();
        for (int file = 0; file < Way.values().length; file++) {
            rows.addAll(plain.predictions().rows());
        }
        rows.addAll(plain.predictions().reversedRows().rows());
        return Arrays.mismatch(once, trial.bytes(Success.PREDICTIONS)) == once.length
                && trial.predictions().rows().equals(rows);
    }

    static Setup newerMinor(Setup setup) {
        return setup.request("spec", "1.9");
    }

    static Setup unknownField(Setup setup) {
        return setup.request("colour", Map.of("of", "sea"));
    }

    /** The same predictions once for each way, below one header. */
    private static byte[] repeated(byte[] predictions) {
        int header = new String(predictions, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(predictions, 0, header);
        for (int file = 0; file < Way.values().length; file++) {
            all.write(predictions, header, predictions.length - header);
        }
        return all.toByteArray();
    }
}
