package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Success;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Publishes what an image wrote, in one transaction: either the whole run is there, checked and keyed, or nothing of it.
 * Readers see the run before until the moment of the commit, and then this one.
 */
public final class Publisher {
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database analytics;
    private final Consumer<String> log;
    private final Duration patience;

    /** @param analytics the analytics database as {@link Role#JOB} */
    public Publisher(Database analytics) {
        this(analytics, line -> {});
    }

    /** @param log takes a line on what a person may want to know though the publish went well */
    public Publisher(Database analytics, Consumer<String> log) {
        this(analytics, log, PATIENCE);
    }

    Publisher(Database analytics, Consumer<String> log, Duration patience) {
        this.analytics = analytics;
        this.log = log;
        this.patience = patience;
    }

    /**
     * Publishes the files in an output folder, and drops old runs. A server that goes away is tried again: the run is
     * known by its id, so that it cannot be published twice. A failure is written to the ledger as the attempt's.
     *
     * @param manifest the one that the attempt was begun with
     * @param out the image's output folder, with {@code _SUCCESS}
     * @throws PublishException 70 where the files break the manifest or {@code _SUCCESS}, 75 where the database is away
     *     or a lock did not come free, 78 where the run cannot be published as it is set up
     */
    public Published publish(Attempt attempt, Manifest manifest, Path out, Limits limits) {
        try {
            Success success = read(attempt, out);
            PublishTransaction transaction =
                    new PublishTransaction(attempt, manifest, success, new Proof(success, out), out, limits);
            Published published = untilServerStays(attempt, transaction);
            if (!published.already()) {
                new Retention(analytics, log, patience.dividedBy(12)).apply(manifest, limits.keep());
            }
            return published;
        } catch (PublishException e) {
            recordFailure(attempt, e);
            throw e;
        }
    }

    private static Success read(Attempt attempt, Path out) {
        Success success;
        try {
            success = Success.read(out);
        } catch (InferenceException e) {
            throw new PublishException(e.exitCode(), e.getMessage(), e);
        }
        if (!success.runId().equals(attempt.runId())) {
            throw new PublishException(
                    ExitCode.DEFECT,
                    out.resolve(Success.FILE) + ": expected run " + attempt.runId() + ", got run " + success.runId());
        }
        return success;
    }

    private Published untilServerStays(Attempt attempt, PublishTransaction transaction) {
        for (int tried = 1; ; tried++) {
            try (Connection connection = analytics.connect()) {
                Published published = transaction.run(connection, new LockWait(analytics, patience));
                // A commit whose answer was lost is found done by the next try.
                return tried == 1 || !published.already() ? published : done(published);
            } catch (SQLException e) {
                if (!SqlFailure.isAway(e) || tried == TRIES) {
                    throw SqlFailure.explain("publishing run " + attempt.runId(), e);
                }
                log.accept("publishing run " + attempt.runId() + ": the database went away, trying again: "
                        + e.getMessage());
            }
        }
    }

    private static Published done(Published found) {
        return new Published(
                found.rows(), found.duplicates(), found.current(), found.heldReason(), false, found.table());
    }

    private void recordFailure(Attempt attempt, PublishException failure) {
        try {
            new Ledger(analytics).fail(attempt, failure.exitCode().code(), failure.getMessage());
        } catch (PublishException e) {
            // The attempt will show as lost; what went wrong is the first failure.
            failure.addSuppressed(e);
        }
    }
}
