package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import java.time.Duration;

/** Copies what one table is behind, as the ETL function does. */
final class CopyOnce {
    private CopyOnce() {}

    /** Arguments: the URLs of the analytics and the application database, the user, the copy as JSON. */
    public static void main(String[] args) {
        Done done = new Done();
        Copier copier =
                new Copier(new Database(args[0], args[2], Lab.PASSWORD), new Database(args[1], args[2], Lab.PASSWORD));
        CopyOutcome outcome = copier.copy(CopySpec.parse(args[3]), Duration.ofHours(2)::toMillis);
        if (!outcome.complete()) {
            throw new IllegalStateException(outcome.toString());
        }
        done.print();
    }
}
