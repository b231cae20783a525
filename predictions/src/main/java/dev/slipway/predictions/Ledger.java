package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The analytics database's book of runs, attempts, and what was current when. {@link Role#JOB} begins and fails
 * attempts, {@link Role#LEDGER} rolls back and releases, and both read; so do {@link Role#ETL} and {@link Role#READER}.
 *
 * <p>Every method throws {@link PublishException}: 75 where the database is away or a lock did not come free, 78 where
 * what was asked for cannot be.
 */
public final class Ledger {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database analytics;
    private final Clock clock;

    public Ledger(Database analytics) {
        this(analytics, Clock.systemUTC());
    }

    /** @param clock the one that deadlines are meant by */
    Ledger(Database analytics, Clock clock) {
        this.analytics = analytics;
        this.clock = clock;
    }

    /**
     * Writes an attempt before its work begins. Refuses a run id that another version of a model has, and a manifest
     * whose output needs a new major version.
     */
    public Attempt begin(RunStart start) {
        Manifest manifest = start.manifest();
        return call("beginning run " + start.runId(), connection -> {
            Evolution.check(manifest, LedgerQueries.publishedManifests(connection, manifest.name()));
            // The server judges by its own clock whether the deadline has passed, and theirs may be an hour apart.
            long seconds = Duration.between(clock.instant(), start.deadline()).toSeconds();
            return Sql.list(
                            connection,
                            "SELECT * FROM predictions.begin_run(?, ?, ?, ?, ?::jsonb, ?, ?,"
                                    + " clock_timestamp() + make_interval(secs => ?))",
                            row -> new Attempt(row.getLong("o_attempt_id"), row.getLong("o_run_no"), start.runId()),
                            start.runId(),
                            manifest.name().value(),
                            manifest.version().major(),
                            manifest.version().toString(),
                            manifest.toJson(),
                            time(start.asOf()),
                            start.inputSha256(),
                            seconds)
                    .get(0);
        });
    }

    /** Notes the SHA-256 of the input, in hexadecimal, once it is fetched. A published run keeps the one it has. */
    public void input(Attempt attempt, String sha256) {
        run("noting the input of run " + attempt.runId(), "SELECT predictions.note_input(?, ?)", attempt.id(), sha256);
    }

    /** Ends an attempt as failed. One that has ended already stays as it is. */
    public void fail(Attempt attempt, int exitCode, String reason) {
        run(
                "writing the failure of run " + attempt.runId(),
                "SELECT predictions.fail_attempt(?, ?, ?)",
                attempt.id(),
                exitCode,
                // PostgreSQL's texts have none, and what an image said may.
                reason == null ? null : reason.replace('\0', '\uFFFD'));
    }

    /**
     * Makes another published run current. Going back holds the version that is withdrawn: its runs are published but
     * do not become current, until another version is published or the hold is released. Going forward, to a run that
     * was held say, holds nothing.
     *
     * @param toRunId the run; null for the one before the current run
     */
    public Change rollback(ModelName model, int major, String toRunId, String who, String reason) {
        return call("rolling back " + model, connection -> {
            long seq = Sql.list(
                            connection,
                            "SELECT predictions.make_current(?, ?, ?, ?, ?)",
                            row -> row.getLong(1),
                            model.value(),
                            major,
                            toRunId,
                            who,
                            reason)
                    .get(0);
            return LedgerQueries.changes(connection, model, major).stream()
                    .filter(change -> change.seq() == seq)
                    .findFirst()
                    .orElseThrow();
        });
    }

    /** Ends the hold of the version that a rollback withdrew: its next run may become current. */
    public void release(ModelName model, int major, String who, String reason) {
        run("releasing " + model, "SELECT predictions.release_hold(?, ?, ?, ?)", model.value(), major, who, reason);
    }

    /** All runs of a model, the newest first. */
    public List<RunEntry> runs(ModelName model) {
        return call("reading the runs of " + model, connection -> LedgerQueries.runs(connection, model));
    }

    /** The run that the current view of a major version shows. */
    public Optional<RunEntry> current(ModelName model, int major) {
        List<Change> changes = changes(model, major);
        return changes.isEmpty()
                ? Optional.empty()
                : runs(model).stream()
                        .filter(run ->
                                run.runNo() == changes.get(changes.size() - 1).runNo())
                        .findFirst();
    }

    /** What was current in a major version, the oldest first. */
    public List<Change> changes(ModelName model, int major) {
        return call("reading the changes of " + model, connection -> LedgerQueries.changes(connection, model, major));
    }

    /** What was held in a major version and released again, the oldest first. */
    public List<HoldChange> holds(ModelName model, int major) {
        return call("reading the holds of " + model, connection -> LedgerQueries.holds(connection, model, major));
    }

    /** The runs that were current at a moment, one per model and major version, in that order. */
    public List<RunEntry> currentOn(Instant moment) {
        return call("reading what was current", connection -> LedgerQueries.currentOn(connection, time(moment)));
    }

    /** The first rows, in no order, of what a major version shows; 78 where no run is current. */
    public CurrentRows predictions(ModelName model, int major, int limit) {
        return call("reading the predictions of " + model, new CurrentQuery(model, major, limit)::read);
    }

    private void run(String doing, String sql, Object... values) {
        call(doing, connection -> {
            Sql.call(connection, sql, values);
            return null;
        });
    }

    private <T> T call(String doing, SqlCall<T> statements) {
        try (Connection connection = analytics.connect()) {
            connection.setAutoCommit(false);
            T answer = new LockWait(analytics, PATIENCE).run(connection, doing, statements);
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw SqlFailure.explain(doing, e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
