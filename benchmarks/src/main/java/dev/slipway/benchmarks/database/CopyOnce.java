package dev.slipway.benchmarks.database;

import dev.slipway.predictions.ColdStart;
import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import java.time.Duration;

/** Copies what tables are behind, one after the other, as the ETL function does. */
final class CopyOnce {
    private CopyOnce() {}

    /** Arguments: the URLs of the analytics and the application database, the user, the copies as JSON. */
    public static void main(String[] args) {
        Done done = new Done();
        ColdStart.prepare();
        Copier copier =
                new Copier(new Database(args[0], args[2], Lab.PASSWORD), new Database(args[1], args[2], Lab.PASSWORD));
        for (int i = 3; i < args.length; i++) {
            CopyOutcome outcome = copier.copy(CopySpec.parse(args[i]), Duration.ofHours(2)::toMillis);
            if (!outcome.complete()) {
                throw new IllegalStateException(outcome.toString());
            }
        }
        done.print();
    }
}
