package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.List;
import java.util.Optional;

/** Few rows, so that the start of the JVM and of what it loads is most of it. */
final class ColdLine implements Line {
    private static final String SPRING = "Spring Batch, small";
    private static final String QUICK = "Spring Batch, our options";
    private static final String ARCHIVED = "Spring Batch, and an archive";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        Copies copies = new Copies(lab, data);
        List<Step> steps = List.of(
                copies.copy(Mode.REPLACE, Kind.SMALL),
                copies.copy(Mode.MERGE, Kind.SMALL),
                copies.jdbc(SPRING, SpringBatchCopy.class, Kind.SMALL),
                copies.jdbc(QUICK, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START),
                archived(lab, copies));
        Sheet sheet = new Sheet(
                String.format(
                        "cold copy of %,d predictions, Java %d",
                        Data.SMALL, Runtime.version().feature()),
                table,
                chart);
        sheet.measure(lab, options.rounds(5), steps);
        // Ours starts with options of its own, so it is judged beside one that has them, too.
        for (String reference : List.of(QUICK, SPRING)) {
            for (Mode mode : List.of(Mode.REPLACE, Mode.MERGE)) {
                sheet.atMost(
                        "cold, " + mode.word() + " / " + reference,
                        sheet.wall(Copies.ours(mode, Kind.SMALL)) / sheet.wall(reference),
                        0.25,
                        "");
            }
        }
    }

    private static Step archived(Lab lab, Copies copies) throws Exception {
        if (!Checkout.isPacked()) {
            return copies.other(ARCHIVED, Kind.SMALL, Optional.empty());
        }
        Archive archive = new Archive(lab.work.resolve("spring"));
        Step trained = copies.jdbc(ARCHIVED, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START, archive.make());
        trained.prepare().run();
        trained.command().orElseThrow().run();
        return copies.jdbc(ARCHIVED, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START, archive.use());
    }
}
