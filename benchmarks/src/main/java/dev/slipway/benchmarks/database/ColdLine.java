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
    private static final String ARCHIVED = "Spring Batch, archive";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        Copies copies = new Copies(lab, data);
        List<Step> steps = List.of(
                copies.copy(Mode.REPLACE, Kind.SMALL),
                copies.copy(Mode.MERGE, Kind.SMALL),
                copies.jdbc(SPRING, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START),
                archived(lab, copies));
        Sheet sheet = new Sheet(String.format("cold copy of %,d predictions", Data.SMALL), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        double spring = sheet.wall(SPRING);
        sheet.atMost(
                "cold, replace / Spring Batch", sheet.wall(Copies.ours(Mode.REPLACE, Kind.SMALL)) / spring, 0.25, "");
        sheet.atMost("cold, merge / Spring Batch", sheet.wall(Copies.ours(Mode.MERGE, Kind.SMALL)) / spring, 0.25, "");
    }

    /** For information: who writes a batch job does not have one. */
    private static Step archived(Lab lab, Copies copies) throws Exception {
        if (!Checkout.isPacked()) {
            return copies.other(ARCHIVED, Kind.SMALL, Optional.empty());
        }
        String archive = lab.work.resolve("spring.jsa").toString();
        Step trained = copies.jdbc(
                ARCHIVED, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START, "-XX:ArchiveClassesAtExit=" + archive);
        trained.prepare().run();
        trained.command().orElseThrow().run();
        return copies.jdbc(
                ARCHIVED, SpringBatchCopy.class, Kind.SMALL, Ours.QUICK_START, "-XX:SharedArchiveFile=" + archive);
    }
}
