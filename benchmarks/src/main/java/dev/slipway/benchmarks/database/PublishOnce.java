package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Attempt;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.Limits;
import dev.slipway.predictions.Publisher;
import dev.slipway.predictions.Role;
import dev.slipway.predictions.RunStart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Publishes one run, as the job's last step does. */
final class PublishOnce {
    private static final Instant AS_OF = Instant.parse("2026-11-20T06:00:00Z");
    private static final Limits LIMITS = new Limits(0, OptionalDouble.empty(), 200);

    private PublishOnce() {}

    /** Arguments: the database's URL, the model, the run's id, the output folder. */
    public static void main(String[] args) {
        Done done = new Done();
        publish(new Database(args[0], Role.JOB.user(), Lab.PASSWORD), args[1], args[2], Path.of(args[3]));
        done.print();
    }

    /** Answers the table. */
    static String publish(Database analytics, String model, String runId, Path out) {
        RunStart start = new RunStart(
                runId, PredictionsFile.manifest(model), AS_OF, Instant.now().plus(Duration.ofHours(2)), null);
        Attempt attempt = new Ledger(analytics).begin(start);
        return new Publisher(analytics)
                .publish(attempt, start.manifest(), out, LIMITS)
                .table();
    }
}
