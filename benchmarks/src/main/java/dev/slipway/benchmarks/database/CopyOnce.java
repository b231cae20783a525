package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.time.Duration;

/** Copies what one table is behind, as the ETL function does. */
final class CopyOnce {
    private CopyOnce() {}

    /** Arguments: the URLs of the analytics and the application database, the copy as JSON. */
    public static void main(String[] args) {
        Done done = new Done();
        Copier copier = new Copier(
                new Database(args[0], Role.ETL.user(), Lab.PASSWORD),
                new Database(args[1], Role.ETL.user(), Lab.PASSWORD));
        CopyOutcome outcome = copier.copy(CopySpec.parse(args[2]), Duration.ofHours(2)::toMillis);
        if (!outcome.complete()) {
            throw new IllegalStateException(outcome.toString());
        }
        done.print();
    }
}
