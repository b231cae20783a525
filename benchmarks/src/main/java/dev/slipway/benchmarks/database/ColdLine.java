package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Few rows, so that the start of the JVM and of what it loads is most of it. The JVM's options are the same on both sides,
 * once its own and once the quick compiler alone; Lambda gives a function the one or the other, so both are judged.
 */
final class ColdLine implements Line {
    private static final String ARCHIVED = "Spring Batch, and an archive";
    private static final double MOST = 0.25;

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        Copies copies = new Copies(lab, data);
        List<Step> steps = new ArrayList<>();
        for (List<String> jvm : List.of(Ours.OWN, Ours.QUICK)) {
            for (Mode mode : Mode.values()) {
                steps.add(copies.copy(ours(mode, jvm), mode, Kind.SMALL, jvm));
            }
            steps.add(copies.jdbc(spring(jvm), SpringBatchCopy.class, Kind.SMALL, jvm));
        }
        steps.add(archived(lab, copies));
        Sheet sheet = new Sheet(
                String.format(
                        "cold copy of %,d predictions, Java %d",
                        Data.SMALL, Jdk.function().feature()),
                table,
                chart);
        sheet.measure(lab, options.rounds(5), steps);
        for (List<String> jvm : List.of(Ours.OWN, Ours.QUICK)) {
            for (Mode mode : Mode.values()) {
                double ratio = sheet.wall(ours(mode, jvm)) / sheet.wall(spring(jvm));
                sheet.atMost("cold, " + mode.word() + " / Spring Batch, " + named(jvm), ratio, MOST, "");
            }
        }
    }

    private static String ours(Mode mode, List<String> jvm) {
        return mode.word() + ", " + named(jvm);
    }

    private static String spring(List<String> jvm) {
        return "Spring Batch, " + named(jvm);
    }

    private static String named(List<String> jvm) {
        return jvm.equals(Ours.OWN) ? "JVM's options" : "quick compiler";
    }

    private static Step archived(Lab lab, Copies copies) throws Exception {
        if (!Checkout.isPacked()) {
            return copies.other(ARCHIVED, Kind.SMALL, Optional.empty());
        }
        Archive archive = new Archive(lab.work.resolve("spring"));
        Step trained = spring(copies, archive.make());
        trained.prepare().run();
        trained.command().orElseThrow().run();
        return spring(copies, archive.use());
    }

    private static Step spring(Copies copies, String archive) throws Exception {
        List<String> jvm = new ArrayList<>(Ours.QUICK);
        jvm.add(archive);
        return copies.jdbc(ARCHIVED, SpringBatchCopy.class, Kind.SMALL, jvm);
    }
}
