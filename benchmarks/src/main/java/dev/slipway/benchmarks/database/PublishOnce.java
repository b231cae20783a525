package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.nio.file.Path;

/** Publishes one run, as the job's last step does. */
final class PublishOnce {
    private PublishOnce() {}

    /** Arguments: the database's URL, the model, the run's id, the output folder. */
    public static void main(String[] args) {
        Done done = new Done();
        Lab.publish(new Database(args[0], Role.JOB.user(), Lab.PASSWORD), args[1], args[2], Path.of(args[3]));
        done.print();
    }
}
