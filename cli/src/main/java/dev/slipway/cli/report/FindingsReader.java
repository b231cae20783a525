package dev.slipway.cli.report;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.Success;
import java.nio.file.Path;
import java.util.List;

/** Reads the files of a run for the report; memory does not grow with them. */
public final class FindingsReader {
    private FindingsReader() {}

    /**
     * Reads {@code predictions.csv} and {@code rejects.csv}, and the input where it holds the truth.
     *
     * @param input the run's data files, in the order of its request
     * @param out the folder with what the image wrote
     */
    public static Findings read(Manifest manifest, List<Path> input, Path out) {
        RejectFile rejects = RejectFile.read(out.resolve(Success.REJECTS));
        Distributions distributions = Distributions.of(manifest, out.resolve(Success.PREDICTIONS));
        Truth truth = Truth.of(manifest, input, out.resolve(Success.PREDICTIONS), rejects);
        return new Findings(
                distributions.histograms(),
                distributions.categories(),
                truth.scatter(),
                truth.reason(),
                rejects.groups(),
                rejects.rows());
    }
}
