package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.List;

/** A run to the application database, beside a pipe of two {@code psql} into a keyed table. */
final class CopyLine implements Line {
    private static final double REPLACE_SCATTERED = 2.5;
    private static final double REPLACE_SORTED = 1.5;
    private static final double MERGE = 1.4;
    private static final double CPU_PER_MILLION = 0.3;

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        List<Step> steps = List.of(
                copy(lab, data, Mode.REPLACE, Kind.SCATTERED),
                pipe(lab, data, Kind.SCATTERED),
                copy(lab, data, Mode.MERGE, Kind.SCATTERED),
                copy(lab, data, Mode.REPLACE, Kind.SORTED),
                pipe(lab, data, Kind.SORTED),
                copy(lab, data, Mode.REPLACE, Kind.SMALL));
        Sheet sheet = new Sheet(String.format("first copy of %,d predictions", data.rows()), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        double pipe = sheet.wall(theirs(Kind.SCATTERED));
        sheet.atLeast(
                "replace, scattered: as fast as the pipe",
                pipe / sheet.wall(ours(Mode.REPLACE, Kind.SCATTERED)),
                REPLACE_SCATTERED);
        sheet.atLeast(
                "replace, sorted: as fast as the pipe",
                sheet.wall(theirs(Kind.SORTED)) / sheet.wall(ours(Mode.REPLACE, Kind.SORTED)),
                REPLACE_SORTED);
        sheet.atLeast(
                "merge, scattered: as fast as the pipe", pipe / sheet.wall(ours(Mode.MERGE, Kind.SCATTERED)), MERGE);
        double beyond = sheet.client(ours(Mode.REPLACE, Kind.SCATTERED)) - sheet.client(ours(Mode.REPLACE, Kind.SMALL));
        double millions = (data.rows() - Data.SMALL) / 1e6;
        sheet.atMost("copy: client CPU beyond start, a million rows", beyond / millions, CPU_PER_MILLION, " s");
    }

    static String ours(Mode mode, Kind kind) {
        return mode.word() + ", " + kind.word();
    }

    static String theirs(Kind kind) {
        return "psql | psql, " + kind.word();
    }

    static Step copy(Lab lab, Data data, Mode mode, Kind kind) throws Exception {
        String database = "copied";
        Ours ours = new Ours(lab);
        return Step.java(
                ours(mode, kind),
                () -> lab.freshApplication(database, Lab.TEMPLATE),
                ours.copy(data.published(), database, Ours.spec(kind.word(), mode)),
                () -> ours.demandCopied(database, data.rows(kind)));
    }

    static Step pipe(Lab lab, Data data, Kind kind) throws Exception {
        String database = "piped";
        return new Step(
                theirs(kind),
                () -> Lab.freshTable(lab.application, database),
                new Theirs(lab).pipe(data.published(), data.table(kind), database),
                () -> Theirs.demand(lab.application, database, "predictions", data.rows(kind)));
    }
}
