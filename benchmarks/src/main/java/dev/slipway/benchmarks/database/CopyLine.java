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
        Copies copies = new Copies(lab, data);
        List<Step> steps = List.of(
                copies.copy(Mode.REPLACE, Kind.SCATTERED),
                copies.piped(Kind.SCATTERED),
                copies.copy(Mode.MERGE, Kind.SCATTERED),
                copies.copy(Mode.REPLACE, Kind.SORTED),
                copies.piped(Kind.SORTED),
                copies.copy(Mode.REPLACE, Kind.SMALL));
        Sheet sheet = new Sheet(String.format("first copy of %,d predictions", data.rows()), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        double pipe = sheet.wall(Copies.pipe(Kind.SCATTERED));
        sheet.atLeast(
                "replace, scattered: as fast as the pipe",
                pipe / sheet.wall(Copies.ours(Mode.REPLACE, Kind.SCATTERED)),
                REPLACE_SCATTERED);
        sheet.atLeast(
                "replace, sorted: as fast as the pipe",
                sheet.wall(Copies.pipe(Kind.SORTED)) / sheet.wall(Copies.ours(Mode.REPLACE, Kind.SORTED)),
                REPLACE_SORTED);
        sheet.atLeast(
                "merge, scattered: as fast as the pipe",
                pipe / sheet.wall(Copies.ours(Mode.MERGE, Kind.SCATTERED)),
                MERGE);
        double beyond = sheet.client(Copies.ours(Mode.REPLACE, Kind.SCATTERED))
                - sheet.client(Copies.ours(Mode.REPLACE, Kind.SMALL));
        double millions = (data.rows() - Data.SMALL) / 1e6;
        sheet.atMost("copy: client CPU beyond start, a million rows", beyond / millions, CPU_PER_MILLION, " s");
    }
}
