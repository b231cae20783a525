package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.ArrayList;
import java.util.List;

/** A tenth of the rows, published, copied and read where 1, 50 and 200 runs are kept. */
final class KeptLine implements Line {
    private static final int[] KEPT = {1, 50, 200};
    private static final String MODEL = "kept";
    /** "The same", but for what two measurements of one thing differ by. */
    private static final double SAME = 1.1;

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        long rows = data.rows() / 10L;
        String source = "keeping";
        lab.freshAnalytics(source, Lab.TEMPLATE);
        List<Step> steps = new ArrayList<>();
        int runs = 0;
        for (int kept : KEPT) {
            for (; runs < kept - 1; runs++) {
                lab.publish(
                        source, MODEL, "kept-" + runs, data.out("kept-" + runs, 0, 1, 10, PredictionsFile.scattered()));
            }
            String before = "before_" + kept;
            lab.freshAnalytics(before, source);
            String after = "kept_" + kept;
            lab.freshAnalytics(after, source);
            lab.publish(after, MODEL, "last", data.out("last", 0, 1, rows, PredictionsFile.scattered()));
            steps.add(publish(lab, data, kept, before, rows));
            steps.add(copy(lab, kept, after, rows));
            steps.add(read(lab, kept, after, rows));
        }
        Sheet sheet = new Sheet(String.format("%,d predictions beside kept runs", rows), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        for (String what : List.of("publish", "replace", "read")) {
            double alone = sheet.work(name(what, KEPT[0]));
            for (int i = 1; i < KEPT.length; i++) {
                sheet.atMost(
                        what + " with " + KEPT[i] + " kept runs / with one, no JVM start",
                        sheet.work(name(what, KEPT[i])) / alone,
                        SAME,
                        "");
            }
        }
    }

    private static String name(String what, int kept) {
        return what + ", " + kept + " kept";
    }

    private static Step publish(Lab lab, Data data, int kept, String before, long rows) throws Exception {
        String database = "publish";
        return Step.java(
                name("publish", kept),
                () -> lab.freshAnalytics(database, before),
                new Ours(lab)
                        .publish(database, MODEL, "last", data.out("last", 0, 1, rows, PredictionsFile.scattered())),
                () -> Theirs.demand(lab.analytics, database, "predictions.kept_v1_current", rows));
    }

    private static Step copy(Lab lab, int kept, String source, long rows) throws Exception {
        String database = "copied";
        Ours ours = new Ours(lab);
        return Step.java(
                name("replace", kept),
                () -> lab.freshApplication(database, Lab.TEMPLATE),
                ours.copy(source, database, Ours.spec(MODEL, Mode.REPLACE)),
                () -> ours.demandCopied(database, rows));
    }

    private static Step read(Lab lab, int kept, String source, long rows) {
        Command read = Command.java(ReadOnce.class, lab.analytics.jdbc(source), "predictions.kept_v1_current", rows);
        return Step.java(name("read", kept), () -> {}, read, () -> {});
    }
}
