package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Command;
import dev.slipway.inference.ModelName;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Role;
import java.nio.file.Path;
import java.util.List;

/** Slipway's own steps as processes. */
record Ours(Lab lab) {
    /** Whatever the rows, this is enough. */
    static final String HEAP = "-Xmx64m";

    /** Lambda sets it for every function in Java. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    Command publish(String database, String model, String runId, Path out) {
        return Command.java(PublishOnce.class, lab.analytics.jdbc(database), model, runId, out)
                .beside(Checkout.jobJar())
                .jvm(HEAP);
    }

    /** With an archive of its classes, which stands for the snapshot that the function starts from. */
    Command copy(String from, String to, CopySpec spec) throws Exception {
        if (!Checkout.isPacked()) {
            return bare(from, to, spec);
        }
        Archive archive = new Archive(lab.work.resolve("copy"));
        if (!archive.isThere()) {
            String database = "trained";
            lab.freshApplication(database, Lab.TEMPLATE);
            bare(from, database, spec).jvm(archive.make()).run();
            Lab.drop(lab.application, database);
        }
        return bare(from, to, spec).jvm(archive.use());
    }

    /** Without one. */
    Command bare(String from, String to, CopySpec spec) {
        return Command.java(
                        CopyOnce.class,
                        lab.analytics.jdbc(from),
                        lab.application.jdbc(to),
                        Role.ETL.user(),
                        spec.toJson())
                .beside(Checkout.etlJar())
                .jvm(HEAP, QUICK_START);
    }

    static CopySpec spec(String model, CopySpec.Mode mode) {
        return new CopySpec(new ModelName(model), 1, "predicted", mode, PredictionsFile.FIELDS, List.of());
    }

    /** Throws where the application does not see so many rows. */
    void demandCopied(String database, long rows) throws Exception {
        Theirs.demand(lab.application, database, "predictions.predicted", rows);
    }
}
