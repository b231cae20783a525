package dev.slipway.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Costs by what was measured, round by round, and the figures that follow from their medians. */
public final class Table {
    private final PrintStream out;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    Table(PrintStream out) {
        this.out = out;
    }

    void add(String what, Cost cost) {
        costs.computeIfAbsent(what, name -> new ArrayList<>()).add(cost);
    }

    Cost median(String what) {
        return Cost.median(costs.get(what));
    }

    void print(String title) {
        int rounds = costs.values().iterator().next().size();
        line("%s, median of %d rounds (smallest to largest), in seconds", title, rounds);
        line("  %-34s %25s %25s", "", "wall", "CPU");
        costs.forEach((what, all) -> line("  %-34s %25s %25s", what, spread(all, true), spread(all, false)));
    }

    /** A figure beside its target: {@code at most} or {@code at least}. */
    public void figure(String what, double value, boolean atMost, double target, String unit) {
        boolean reached = atMost ? value <= target : value >= target;
        line(
                "  %-60s %8.2f%s  (%s %s%s: %s)",
                what,
                value,
                unit,
                atMost ? "at most" : "at least",
                number(target),
                unit,
                reached ? "reached" : "NOT REACHED");
    }

    public void line(String form, Object... values) {
        out.println(String.format(Locale.ROOT, form, values).stripTrailing());
    }

    private static String spread(List<Cost> all, boolean wall) {
        double[] sorted =
                all.stream().mapToDouble(wall ? Cost::wall : Cost::cpu).sorted().toArray();
        if (Double.isNaN(sorted[0])) {
            return "-";
        }
        Cost median = Cost.median(all);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                wall ? median.wall() : median.cpu(),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
