package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import java.time.Duration;

/**
 * Copies what tables are behind, one after the other, as the ETL function does. That has read its settings before its
 * first event; here, as for the others that are measured, they are plain words.
 */
final class CopyOnce {
    private CopyOnce() {}

    /** Arguments: the URLs of the analytics and the application database, the user; model, mode and table of each copy. */
    public static void main(String[] args) {
        Done done = new Done();
        Copier copier =
                new Copier(new Database(args[0], args[2], Lab.PASSWORD), new Database(args[1], args[2], Lab.PASSWORD));
        for (int i = 3; i < args.length; i += 3) {
            CopySpec spec = Ours.spec(args[i], CopySpec.Mode.valueOf(args[i + 1]), args[i + 2]);
            CopyOutcome outcome = copier.copy(spec, Duration.ofHours(2)::toMillis);
            if (!outcome.complete()) {
                throw new IllegalStateException(outcome.toString());
            }
        }
        done.print();
    }
}
