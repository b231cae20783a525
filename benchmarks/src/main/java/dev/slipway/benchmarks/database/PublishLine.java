package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run's file to a published run, beside {@code psql \copy} of the file into a table with the same key. */
final class PublishLine implements Line {
    private static final double SCATTERED = 1.9;
    private static final double SORTED = 1.0;
    private static final double CPU_PER_MILLION = 3;

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        List<Step> steps = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            steps.add(publish(lab, data, kind));
            steps.add(file(lab, data, kind));
        }
        Sheet sheet = new Sheet(String.format("publish of %,d predictions", data.rows()), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        sheet.atLeast("publish, scattered: as fast as \\copy", ratio(sheet, Kind.SCATTERED), SCATTERED);
        sheet.atLeast("publish, sorted: as fast as \\copy", ratio(sheet, Kind.SORTED), SORTED);
        double beyond = sheet.client(ours(Kind.SCATTERED)) - sheet.client(ours(Kind.SMALL));
        double millions = (data.rows() - Data.SMALL) / 1e6;
        sheet.atMost("publish: client CPU beyond start, a million rows", beyond / millions, CPU_PER_MILLION, " s");
    }

    private static double ratio(Sheet sheet, Kind kind) {
        return sheet.wall(theirs(kind)) / sheet.wall(ours(kind));
    }

    private static String ours(Kind kind) {
        return "publish, " + kind.word();
    }

    private static String theirs(Kind kind) {
        return "psql \\copy, " + kind.word();
    }

    private static Step publish(Lab lab, Data data, Kind kind) throws Exception {
        String database = "publish";
        Path out = data.out(kind);
        return Step.java(
                ours(kind),
                () -> lab.freshAnalytics(database, Lab.TEMPLATE),
                new Ours(lab).publish(database, "model", kind.word(), out),
                () -> Theirs.demand(lab.analytics, database, "predictions.model_v1_current", data.rows(kind)));
    }

    private static Step file(Lab lab, Data data, Kind kind) throws Exception {
        String database = "file";
        return new Step(
                theirs(kind),
                () -> Lab.freshTable(lab.analytics, database),
                new Theirs(lab).file(database, data.out(kind)),
                () -> Theirs.demand(lab.analytics, database, "predictions", data.rows(kind)));
    }
}
