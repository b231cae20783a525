package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Success;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All that must change no prediction, in one run: a file for each way to write CSV, and a request with more than it
 * needs. Where it does change something each rule has to find out by a run of its own whether it is the one.
 */
final class Harmless {
    private Harmless() {}

    /** Whether the one run shows that nothing is wrong. */
    static boolean together(Bench bench) {
        byte[] plain = bench.golden().plain().bytes(Success.PREDICTIONS);
        Trial trial = bench.once("harmless", () -> bench.predict(setup(bench)));
        try {
            trial.ends(ExitCode.DONE);
            return Arrays.equals(repeated(plain), trial.bytes(Success.PREDICTIONS))
                    && trial.report().ignoredColumns().equals(List.of(Way.EXTRA));
        } catch (RuntimeException other) {
            return false;
        }
    }

    private static Setup setup(Bench bench) {
        Table rows = bench.golden().rows();
        Setup setup = newerMinor(unknownField(Setup.empty()));
        for (Way way : Way.values()) {
            setup.file(way + ".csv", way.csv(rows).getBytes(StandardCharsets.UTF_8));
        }
        return setup;
    }

    static Setup newerMinor(Setup setup) {
        return setup.request("spec", "1.9");
    }

    static Setup unknownField(Setup setup) {
        return setup.request("colour", Map.of("of", "sea"));
    }

    /** The same predictions once for each file, below one header. */
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
