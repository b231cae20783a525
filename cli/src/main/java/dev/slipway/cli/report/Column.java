package dev.slipway.cli.report;

import java.util.Arrays;
import java.util.Random;

/** What one pass over a number column tells, in bounded memory: its extremes, its mean and a sample of it. */
final class Column {
    private static final int SAMPLE = 20_000;
    private final String field;
    private final double[] sample = new double[SAMPLE];
    /** Seeded, so that the same predictions make the same report. */
    private final Random random = new Random(1);

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double minAboveZero = Double.POSITIVE_INFINITY;
    private long notAboveZero;

    Column(String field) {
        this.field = field;
    }

    /** Takes a value; one that is not finite is left out. */
    void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (value > 0) {
            minAboveZero = Math.min(minAboveZero, value);
        } else {
            notAboveZero++;
        }
        mean += (value - mean) / count;
        if (count <= SAMPLE) {
            sample[(int) count - 1] = value;
        } else {
            // Reservoir sampling: every value so far is in the sample with the same chance.
            long place = random.nextLong(count);
            if (place < SAMPLE) {
                sample[(int) place] = value;
            }
        }
    }

    Axis axis() {
        boolean logarithmic = Axis.heavyTailed(median(), max, notAboveZero / (double) count);
        return Axis.around(logarithmic ? minAboveZero : min, max, logarithmic);
    }

    /** Values that lie at the edge of a logarithmic axis. */
    long notAboveZero() {
        return notAboveZero;
    }

    double median() {
        double[] sorted = Arrays.copyOf(sample, (int) Math.min(count, SAMPLE));
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String field() {
        return field;
    }

    long count() {
        return count;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    double mean() {
        return mean;
    }
}
