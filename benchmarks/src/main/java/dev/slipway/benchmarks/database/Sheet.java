package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Cost;
import dev.slipway.benchmarks.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The steps of one line of the benchmark, round by round, and the figures that follow from their medians. */
final class Sheet {
    private static final int BAR = 30;

    private final String title;
    private final Table table;
    private final Chart chart;
    private final Map<String, List<Effort>> efforts = new LinkedHashMap<>();

    Sheet(String title, Table table, Chart chart) {
        this.title = title;
        this.table = table;
        this.chart = chart;
    }

    /** Measures all steps in turns. */
    Sheet measure(Lab lab, int rounds, List<Step> steps) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Step step : steps) {
                if (step.command().isEmpty()) {
                    continue;
                }
                efforts.computeIfAbsent(step.name(), name -> new ArrayList<>()).add(step.measure(lab));
            }
        }
        print(rounds);
        steps.stream().filter(step -> step.command().isEmpty()).forEach(step -> note("%s: not installed", step.name()));
        return this;
    }

    double wall(String step) {
        return median(step, Effort::wall);
    }

    double work(String step) {
        return median(step, Effort::work);
    }

    double client(String step) {
        return median(step, Effort::client);
    }

    double cpu(String step) {
        return median(step, effort -> effort.client() + effort.server());
    }

    private double median(String step, ToDoubleFunction<Effort> figure) {
        return efforts.containsKey(step) ? Cost.median(efforts.get(step), figure) : Double.NaN;
    }

    void atLeast(String what, double value, double target) {
        figure(what, value, false, target, " times");
    }

    void atMost(String what, double value, double target, String unit) {
        figure(what, value, true, target, unit);
    }

    void note(String form, Object... values) {
        table.line("  " + form, values);
    }

    private void figure(String what, double value, boolean atMost, double target, String unit) {
        if (Double.isNaN(value)) {
            note("%-60s not measured", what);
            return;
        }
        table.figure(what, value, atMost, target, unit);
        chart.figure(what, value, atMost, target, unit);
    }

    private void print(int rounds) {
        table.line("");
        table.line("%s, median of %d rounds (smallest to largest), in seconds", title, rounds);
        table.line("  %-36s %24s %9s %10s %10s", "", "wall", "no start", "client CPU", "server CPU");
        double longest = efforts.keySet().stream().mapToDouble(this::wall).max().orElse(1);
        Map<String, Double> bars = new LinkedHashMap<>();
        efforts.forEach((step, all) -> {
            bars.put(step, wall(step));
            table.line(
                    "  %-36s %24s %9.3f %10.2f %10.2f  %s",
                    step, spread(all), work(step), client(step), median(step, Effort::server), "█".repeat((int)
                                    Math.max(1, Math.round(BAR * wall(step) / longest))));
        });
        chart.bars(title, bars);
    }

    private static String spread(List<Effort> all) {
        double[] sorted = all.stream().mapToDouble(Effort::wall).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                Cost.median(all, Effort::wall),
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
