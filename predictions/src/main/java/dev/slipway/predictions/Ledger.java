package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The analytics database's book of runs, attempts, and what was current when. {@link Role#JOB} begins and fails
 * attempts, {@link Role#ETL} rolls back and releases, and both read; so does {@link Role#READER}.
 *
 * <p>Every method throws {@link PublishException}: 75 where the database is away or a lock did not come free, 78 where
 * what was asked for cannot be.
 */
public final class Ledger {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database analytics;

    public Ledger(Database analytics) {
        this.analytics = analytics;
    }

    /**
     * Writes an attempt before its work begins. Refuses a run id that another version of a model has, and a manifest
     * whose output needs a new major version.
     */
    public Attempt begin(RunStart start) {
        Manifest manifest = start.manifest();
        return call("beginning run " + start.runId(), connection -> {
            Evolution.check(manifest, LedgerQueries.publishedManifests(connection, manifest.name()));
            try (PreparedStatement begin =
                    connection.prepareStatement("SELECT * FROM predictions.begin_run(?, ?, ?, ?, ?::jsonb, ?, ?, ?)")) {
                begin.setString(1, start.runId());
                begin.setString(2, manifest.name().value());
                begin.setInt(3, manifest.version().major());
                begin.setString(4, manifest.version().toString());
                begin.setString(5, manifest.toJson());
                begin.setObject(6, time(start.asOf()));
                begin.setString(7, start.inputSha256());
                begin.setObject(8, time(start.deadline()));
                try (ResultSet row = begin.executeQuery()) {
                    row.next();
                    return new Attempt(row.getLong("o_attempt_id"), row.getLong("o_run_no"), start.runId());
                }
            }
        });
    }

    /** Notes the SHA-256 of the input, in hexadecimal, once it is fetched. A published run keeps the one it has. */
    public void input(Attempt attempt, String sha256) {
        call("noting the input of run " + attempt.runId(), connection -> {
            try (PreparedStatement note = connection.prepareStatement("SELECT predictions.note_input(?, ?)")) {
                note.setLong(1, attempt.id());
                note.setString(2, sha256);
                return note.execute();
            }
        });
    }

    /** Ends an attempt as failed. One that has ended already stays as it is. */
    public void fail(Attempt attempt, int exitCode, String reason) {
        call("writing the failure of run " + attempt.runId(), connection -> {
            try (PreparedStatement fail = connection.prepareStatement("SELECT predictions.fail_attempt(?, ?, ?)")) {
                fail.setLong(1, attempt.id());
                fail.setInt(2, exitCode);
                fail.setString(3, reason);
                return fail.execute();
            }
        });
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
            try (PreparedStatement rollback =
                    connection.prepareStatement("SELECT predictions.make_current(?, ?, ?, ?, ?)")) {
                rollback.setString(1, model.value());
                rollback.setInt(2, major);
                rollback.setObject(3, toRunId, Types.VARCHAR);
                rollback.setString(4, who);
                rollback.setString(5, reason);
                long seq;
                try (ResultSet row = rollback.executeQuery()) {
                    row.next();
                    seq = row.getLong(1);
                }
                return LedgerQueries.changes(connection, model, major).stream()
                        .filter(change -> change.seq() == seq)
                        .findFirst()
                        .orElseThrow();
            }
        });
    }

    /** Ends the hold of the version that a rollback withdrew: its next run may become current. */
    public void release(ModelName model, int major, String who, String reason) {
        call("releasing " + model, connection -> {
            try (PreparedStatement release =
                    connection.prepareStatement("SELECT predictions.release_hold(?, ?, ?, ?)")) {
                release.setString(1, model.value());
                release.setInt(2, major);
                release.setString(3, who);
                release.setString(4, reason);
                return release.execute();
            }
        });
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

    /** The runs that were current at a moment, one per model and major version, in that order. */
    public List<RunEntry> currentOn(Instant moment) {
        return call("reading what was current", connection -> LedgerQueries.currentOn(connection, time(moment)));
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
