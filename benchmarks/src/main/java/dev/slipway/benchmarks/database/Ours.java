package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Command;
import dev.slipway.inference.ModelName;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.CopySpec.Mode;
import dev.slipway.predictions.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Slipway's own steps as processes. */
record Ours(Lab lab) {
    /** Whatever the rows, this is enough. */
    static final String HEAP = "-Xmx64m";

    /** The quicker one of the JVM's two compilers alone. */
    static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

    /** The JVM's own options. */
    static final List<String> OWN = List.of();

    /**
     * What Lambda gives a function that starts from a snapshot: up to Java 21 the quick compiler alone, from 25 on the
     * JVM's own options, see docs.aws.amazon.com/lambda/latest/dg/java-customization.html.
     */
    static List<String> lambda() {
        return Jdk.function().feature() >= Archive.LEARNS ? OWN : QUICK;
    }

    Command publish(String database, String model, String runId, Path out) {
        return Command.java(PublishOnce.class, lab.analytics.jdbc(database), model, runId, out)
                .beside(Checkout.jobJar())
                .jvm(HEAP);
    }

    /** With Lambda's options. */
    Command copy(String from, String to, CopySpec spec) throws Exception {
        return copy(from, to, spec, lambda());
    }

    /**
     * With an archive of its classes, which stands for the snapshot that the function starts from. Like that it knows both
     * modes, so it is made by a run that copies in both; by the quick compiler alone, since of the slow one's work Java 25
     * remembers what it compiled, and does all of it again at the start.
     */
    Command copy(String from, String to, CopySpec spec, List<String> options) throws Exception {
        if (!Checkout.isPacked()) {
            return bare(from, to, spec).jvm(options);
        }
        Archive archive = new Archive(lab.work.resolve("copy"));
        if (!archive.isThere()) {
            String database = "trained";
            lab.freshApplication(database, Lab.TEMPLATE);
            bare(from, database, trained(spec, Mode.REPLACE), trained(spec, Mode.MERGE))
                    .jvm(QUICK)
                    .jvm(archive.make())
                    .run();
            Lab.drop(lab.application, database);
        }
        return bare(from, to, spec).jvm(options).jvm(archive.use());
    }

    private static CopySpec trained(CopySpec spec, Mode mode) {
        return spec(spec.model().value(), mode, "trained_" + mode.word());
    }

    private Command bare(String from, String to, CopySpec... specs) {
        List<Object> arguments =
                new ArrayList<>(List.of(lab.analytics.jdbc(from), lab.application.jdbc(to), Role.ETL.user()));
        Stream.of(specs).map(CopySpec::toJson).forEach(arguments::add);
        return Command.java(CopyOnce.class, arguments.toArray())
                .on(Jdk.function().java())
                .beside(Checkout.etlJar())
                .jvm(HEAP);
    }

    static CopySpec spec(String model, Mode mode) {
        return spec(model, mode, "predicted");
    }

    static CopySpec spec(String model, Mode mode, String table) {
        return new CopySpec(new ModelName(model), 1, table, mode, PredictionsFile.FIELDS, List.of());
    }

    /** Throws where the application does not see so many rows. */
    void demandCopied(String database, long rows) throws Exception {
        Theirs.demand(lab.application, database, "predictions.predicted", rows);
    }
}
