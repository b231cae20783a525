package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Success;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.BitSet;
import org.postgresql.util.PSQLState;

/** The one transaction of a publish: open the run's table, load it, seal it with its key, show it. */
final class PublishTransaction {
    private static final int FETCH = 10_000;

    private final Attempt attempt;
    private final Manifest manifest;
    private final Success success;
    private final Proof proof;
    private final Path file;
    private final Limits limits;

    PublishTransaction(Attempt attempt, Manifest manifest, Success success, Proof proof, Path out, Limits limits) {
        this.attempt = attempt;
        this.manifest = manifest;
        this.success = success;
        this.proof = proof;
        this.file = out.resolve(Success.PREDICTIONS);
        this.limits = limits;
    }

    Published run(Connection connection, LockWait lockWait) throws SQLException {
        connection.setAutoCommit(false);
        Published opened = lockWait.run(connection, "publishing run " + attempt.runId(), this::open);
        if (opened.already()) {
            proof.demand();
            connection.commit();
            return opened;
        }
        BitSet doubled = new BitSet();
        load(connection, opened.table(), doubled);
        Silence.allowed(connection, c -> sealWithoutDoubled(c, opened.table(), doubled));
        // Before anybody waits for this publish.
        proof.demand();
        String held = lockWait.run(connection, "showing run " + attempt.runId(), this::show);
        connection.commit();
        return new Published(
                success.predictionsRows() - doubled.cardinality(),
                doubled.cardinality(),
                held == null,
                held,
                false,
                opened.table());
    }

    /** Builds the key; where rows have the same one, finds them and loads the others anew. */
    private Void sealWithoutDoubled(Connection connection, String table, BitSet doubled) throws SQLException {
        Savepoint loaded = connection.setSavepoint();
        try {
            seal(connection, doubled);
        } catch (SQLException e) {
            if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(loaded);
            connection.releaseSavepoint(loaded);
            findDoubled(connection, doubled);
            load(connection, table, doubled);
            seal(connection, doubled);
        }
        return null;
    }

    private Published open(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT * FROM predictions.open_run(?, ?::jsonb, ?)",
                        row -> new Published(
                                row.getLong("o_rows"),
                                row.getLong("o_duplicates"),
                                row.getBoolean("o_current"),
                                row.getString("o_held_reason"),
                                row.getBoolean("o_already"),
                                row.getString("o_table")),
                        attempt.id(),
                        manifest.toJson(),
                        success.predictionsSha256())
                .get(0);
    }

    private void load(Connection connection, String table, BitSet skip) throws SQLException {
        long rows;
        try {
            rows = new RunLoad(file, manifest).into(connection, table, skip);
        } catch (SQLException | PublishException e) {
            // A file that somebody changed may well break the manifest: that it was changed is the better reason.
            proof.demand();
            throw e;
        }
        if (rows != success.predictionsRows()) {
            throw new PublishException(
                    ExitCode.DEFECT,
                    file + ": expected " + success.predictionsRows() + " rows as _SUCCESS has it, got " + rows);
        }
    }

    private void seal(Connection connection, BitSet doubled) throws SQLException {
        long left = doubled.cardinality();
        Sql.call(
                connection,
                "SELECT predictions.seal_run(?, ?, ?)",
                attempt.id(),
                success.predictionsRows() - left,
                left);
    }

    /** Marks the rows whose key an earlier row has, and empties the table. */
    private void findDoubled(Connection connection, BitSet doubled) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT predictions.doubled_rows(?)")) {
            find.setLong(1, attempt.id());
            find.setFetchSize(FETCH);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    doubled.set(Math.toIntExact(row.getLong(1) - 1));
                }
            }
        }
        Sql.call(connection, "SELECT predictions.empty_run(?)", attempt.id());
    }

    private String show(Connection connection) throws SQLException {
        Double rowChange = limits.rowChange().isPresent() ? limits.rowChange().getAsDouble() : null;
        return Sql.list(
                        connection,
                        "SELECT predictions.publish_run(?, ?, ?)",
                        row -> row.getString(1),
                        attempt.id(),
                        limits.minRows(),
                        rowChange)
                .get(0);
    }
}
