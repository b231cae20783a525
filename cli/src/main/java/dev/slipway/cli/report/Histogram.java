package dev.slipway.cli.report;

import java.util.Arrays;

/**
 * How the values of a number field are spread.
 *
 * @param field the output field
 * @param axis from the first bin's start to the last one's end; every bin is as wide as every other on it
 * @param bins rows per bin
 * @param atEdge values not above 0 on a logarithmic axis, counted into the first bin
 * @param middle the median, exact up to the size of the sample it is taken from
 */
public record Histogram(
        String field,
        Axis axis,
        long[] bins,
        long rows,
        long atEdge,
        double min,
        double middle,
        double mean,
        double max) {
    static final int BINS = 32;

    public Histogram {
        bins = bins.clone();
    }

    @Override
    public long[] bins() {
        return bins.clone();
    }

    long tallest() {
        return Arrays.stream(bins).max().orElse(0);
    }

    /** Counts values into the bins of an axis. */
    static final class Counter {
        private final Axis axis;
        private final long[] bins = new long[BINS];

        Counter(Axis axis) {
            this.axis = axis;
        }

        void add(double value) {
            int bin = (int) (axis.share(value) * BINS);
            bins[Math.min(BINS - 1, Math.max(0, bin))]++;
        }

        Histogram toHistogram(Column column) {
            return new Histogram(
                    column.field(),
                    axis,
                    bins,
                    column.count(),
                    axis.logarithmic() ? column.notAboveZero() : 0,
                    column.min(),
                    column.median(),
                    column.mean(),
                    column.max());
        }
    }
}
