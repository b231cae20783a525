package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.predictions.CopySpec.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Half as many rows and five times as many, in a heap of 64 MB: what a row costs must not grow with their number. */
final class GrowthLine implements Line {
    private static final double MOST = 1.6;
    private static final String MODEL = "growth";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        long few = data.rows() / 2L;
        long many = data.rows() * 5L;
        List<Step> steps = new ArrayList<>();
        for (long rows : new long[] {Data.SMALL, few, many}) {
            Path out = data.out("growth-" + rows, 0, 1, rows, PredictionsFile.scattered());
            String source = "growth_" + rows;
            lab.freshAnalytics(source, Lab.TEMPLATE);
            lab.publish(source, MODEL, "growth-" + rows, out);
            steps.add(publish(lab, out, rows));
            steps.add(copy(lab, source, Mode.REPLACE, rows));
            steps.add(copy(lab, source, Mode.MERGE, rows));
        }
        Sheet sheet = new Sheet(String.format("growth from %,d to %,d rows, heap of 64 MB", few, many), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        for (String what : List.of("publish", "replace", "merge")) {
            double start = sheet.wall(name(what, Data.SMALL));
            double one = (sheet.wall(name(what, few)) - start) / few;
            double other = (sheet.wall(name(what, many)) - start) / many;
            sheet.atMost(what + ": time a row / that of a tenth as many rows", other / one, MOST, "");
        }
        sheet.note("all of it with %s", Ours.HEAP);
        for (long rows : new long[] {Data.SMALL, few, many}) {
            Lab.drop(lab.analytics, "growth_" + rows);
        }
        Lab.drop(lab.analytics, "publish");
        Lab.drop(lab.application, "copied");
    }

    private static String name(String what, long rows) {
        return String.format("%s, %,d rows", what, rows);
    }

    private static Step publish(Lab lab, Path out, long rows) {
        String database = "publish";
        return Step.java(
                name("publish", rows),
                () -> lab.freshAnalytics(database, Lab.TEMPLATE),
                new Ours(lab).publish(database, MODEL, "growth-" + rows, out),
                () -> Theirs.demand(lab.analytics, database, "predictions.growth_v1_current", rows));
    }

    private static Step copy(Lab lab, String source, Mode mode, long rows) throws Exception {
        String database = "copied";
        Ours ours = new Ours(lab);
        return Step.java(
                name(mode.word(), rows),
                () -> lab.freshApplication(database, Lab.TEMPLATE),
                ours.copy(source, database, Ours.spec(MODEL, mode)),
                () -> ours.demandCopied(database, rows));
    }
}
