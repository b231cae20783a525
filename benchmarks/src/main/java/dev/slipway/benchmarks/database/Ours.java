package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.inference.ModelName;
import dev.slipway.predictions.CopySpec;
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
                .jvm(HEAP);
    }

    Command copy(String from, String to, CopySpec spec) {
        return Command.java(CopyOnce.class, lab.analytics.jdbc(from), lab.application.jdbc(to), spec.toJson())
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
