package dev.slipway.cli.report;

import dev.slipway.cli.terminal.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale from data to a share of the chart's length, with ticks at round numbers.
 *
 * @param low where the axis starts, in the data's unit; greater than 0 where it is logarithmic
 * @param high where it ends; greater than low
 */
public record Axis(double low, double high, boolean logarithmic) {
    private static final double HEAVY_TAIL = 20;
    private static final double FEW = 0.01;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    public Axis {
        if (!(low < high) || logarithmic && low <= 0) {
            throw new IllegalArgumentException("expected an axis from less to more, got " + low + " to " + high);
        }
    }

    /**
     * Where a linear axis would show one bar and emptiness.
     *
     * @param notAboveZero share of the values that a logarithmic axis could only show at its edge
     */
    static boolean heavyTailed(double median, double max, double notAboveZero) {
        return median > 0 && max / median > HEAVY_TAIL && notAboveZero < FEW;
    }

    /** An axis that holds all values from min to max and ends at round numbers. */
    static Axis around(double min, double max, boolean logarithmic) {
        if (logarithmic) {
            double low = roundDown(min);
            double high = roundDown(max) < max ? roundUp(max) : max;
            return new Axis(low, high > low ? high : low * 10, true);
        }
        double span = max > min ? max - min : Math.max(1, Math.abs(max));
        double step = step(span, 5);
        double low = Math.floor(min / step) * step;
        double high = Math.ceil(max / step) * step;
        return new Axis(low, high > low ? high : low + step, false);
    }

    /**
     * Where a value lies, from 0 at the start of the axis to 1 at its end; what a logarithmic axis cannot show lies at
     * its start.
     */
    double share(double value) {
        if (logarithmic && value <= low) {
            return 0;
        }
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
    }

    /** The value at a share of the axis. */
    double value(double share) {
        return logarithmic
                ? Math.pow(10, Math.log10(low) + share * (Math.log10(high) - Math.log10(low)))
                : low + share * (high - low);
    }

    /** About so many round numbers on the axis. */
    List<Double> ticks(int wanted) {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            int first = (int) Math.ceil(Math.log10(low) - 1e-9);
            int last = (int) Math.floor(Math.log10(high) + 1e-9);
            int every = Math.max(1, (int) Math.ceil((last - first) / (double) wanted));
            for (int power = first; power <= last; power += every) {
                ticks.add(Math.pow(10, power));
            }
            return ticks.size() > 1 ? ticks : List.of(low, high);
        }
        double step = step(high - low, wanted);
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick's label: {@code 25k}, {@code 1.5M}, {@code 2B}; short enough for a phone. */
    static String label(double tick) {
        double size = Math.abs(tick);
        String[] units = {"", "k", "M", "B", "T"};
        int unit = size >= 1e15 || size < 1000 ? 0 : (int) Math.floor(Math.log10(size * 1.0000001) / 3);
        return Figures.number(tick / Math.pow(1000, unit)) + units[unit];
    }

    /** The next of 1, 2, 5, 10, 20, … that is not above the value. */
    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / power;
        return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
    }

    private static double roundUp(double value) {
        double down = roundDown(value);
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return down >= 5 * power ? 10 * power : down >= 2 * power ? 5 * power : 2 * power;
    }

    private static double step(double span, int wanted) {
        double rough = span / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough * 0.999999) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
