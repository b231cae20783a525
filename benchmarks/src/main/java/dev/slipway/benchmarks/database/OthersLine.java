package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A first copy beside the ways that are often taken. */
final class OthersLine implements Line {
    private static final String SPRING = "Spring Batch, chunks of 1,000";
    private static final String JDBC = "JDBC, rewritten batches";
    private static final String PGLOADER = "pgloader";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        Copies copies = new Copies(lab, data);
        lab.analytics.execute(
                data.published(),
                "CREATE TABLE IF NOT EXISTS predictions AS SELECT " + PredictionsFile.COLUMNS + " FROM predictions."
                        + data.table(Kind.SCATTERED));
        List<Step> steps = List.of(
                copies.copy(Mode.REPLACE, Kind.SCATTERED),
                copies.copy(Mode.MERGE, Kind.SCATTERED),
                copies.jdbc(SPRING, SpringBatchCopy.class, Kind.SCATTERED, Ours.OWN),
                copies.jdbc(JDBC, JdbcCopy.class, Kind.SCATTERED, Ours.OWN),
                copies.other(PGLOADER, Kind.SCATTERED, new Theirs(lab).pgloader(data.published(), Theirs.TARGET)));
        Sheet sheet = new Sheet(String.format("first copy of %,d predictions, others", data.rows()), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        times(sheet, Mode.REPLACE, Map.of(SPRING, 5.0, JDBC, 4.0, PGLOADER, 3.0));
        times(sheet, Mode.MERGE, Map.of(SPRING, 3.0, JDBC, 2.4, PGLOADER, 2.0));
    }

    private static void times(Sheet sheet, Mode mode, Map<String, Double> targets) {
        double ours = sheet.wall(Copies.ours(mode, Kind.SCATTERED));
        new LinkedHashMap<>(targets)
                .forEach((other, target) ->
                        sheet.atLeast(mode.word() + ": as fast as " + other, sheet.wall(other) / ours, target));
    }
}
