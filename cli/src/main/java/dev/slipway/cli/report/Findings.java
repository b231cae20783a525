package dev.slipway.cli.report;

import java.util.List;

/**
 * What the files of a run show.
 *
 * @param scatter forecast against actual, or null
 * @param noScatter why there is none, where it could be expected
 */
public record Findings(
        List<Histogram> histograms,
        List<Categories> categories,
        Scatter scatter,
        String noScatter,
        List<RejectGroup> rejects,
        long rejected) {}
