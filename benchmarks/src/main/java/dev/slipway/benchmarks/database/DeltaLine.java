package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.CopySpec.Mode;
import dev.slipway.predictions.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A tenth as many rows, new or changed, merged into a table that is nine tenths full, beside a pipe of new rows. */
final class DeltaLine implements Line {
    private static final String MODEL = "deltas";
    private static final CopySpec SPEC = Ours.spec(MODEL, Mode.MERGE);
    private static final String NEW = "new";
    private static final String CHANGED = "changed";
    private static final String MERGED = "merged";
    private static final String FILLED = "filled";
    private static final String PIPE = "psql | psql, as many new rows";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        long base = data.rows() / 10L * 9;
        long delta = data.rows() / 10L;
        prepare(lab, data, base, delta);
        List<Step> steps = List.of(
                merge(lab, NEW, base + delta),
                merge(lab, CHANGED, base),
                new Step(
                        PIPE,
                        () -> Lab.fresh(lab.application, Theirs.TARGET, FILLED),
                        new Theirs(lab).pipe(NEW, run(lab), Theirs.TARGET),
                        () -> Theirs.demand(lab.application, Theirs.TARGET, "predictions", base + delta)));
        Sheet sheet = new Sheet(String.format("%,d predictions into %,d", delta, base), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        sheet.atLeast(
                "merge of new rows, no JVM start: as fast as the pipe", sheet.wall(PIPE) / sheet.work(name(NEW)), 0.85);
        sheet.atLeast(
                "merge of changed rows, no JVM start: as fast as the pipe",
                sheet.wall(PIPE) / sheet.work(name(CHANGED)),
                0.64);
    }

    private static String name(String delta) {
        return "merge, " + delta;
    }

    private static Step merge(Lab lab, String delta, long rows) throws Exception {
        String database = "copied";
        Ours ours = new Ours(lab);
        return Step.java(
                name(delta),
                () -> lab.freshApplication(database, MERGED),
                ours.copy(delta, database, SPEC),
                () -> ours.demandCopied(database, rows));
    }

    private static String run(Lab lab) throws Exception {
        return lab.analytics.value(NEW, "SELECT table_name FROM predictions.runs WHERE run_id = '" + NEW + "'");
    }

    /** The same rows on both sides, loaded first and keyed then, so that the indexes are alike. */
    private static void prepare(Lab lab, Data data, long base, long delta) throws Exception {
        Path full = data.out("base", 0, 1, base, PredictionsFile.scattered());
        lab.freshAnalytics(MODEL, Lab.TEMPLATE);
        lab.publish(MODEL, MODEL, "base", full);
        lab.freshApplication(MERGED, Lab.TEMPLATE);
        new Copier(lab.analytics(MODEL, Role.ETL), lab.application(MERGED, Role.ETL))
                .copy(SPEC, Duration.ofHours(1)::toMillis);
        lab.freshAnalytics(NEW, MODEL);
        lab.publish(NEW, MODEL, NEW, data.out(NEW, base, 1, delta, PredictionsFile.scattered()));
        lab.freshAnalytics(CHANGED, MODEL);
        lab.publish(CHANGED, MODEL, CHANGED, data.out(CHANGED, 0, 9, delta, PredictionsFile.scattered()));
        Lab.freshTable(lab.application, FILLED);
        lab.application.execute(FILLED, "ALTER TABLE predictions DROP CONSTRAINT predictions_pkey");
        String table = lab.analytics.value(MODEL, "SELECT table_name FROM predictions.runs");
        Optional<Command> fill = new Theirs(lab).pipe(MODEL, table, FILLED);
        if (fill.isPresent()) {
            fill.get().run();
        }
        lab.application.execute(
                FILLED,
                "ALTER TABLE predictions ADD PRIMARY KEY (customer_id)",
                "VACUUM (FREEZE, ANALYZE) predictions");
    }
}
