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
import java.sql.Types;
import java.util.BitSet;
import org.postgresql.util.PSQLState;

/** The one transaction of a publish: open the run's table, load it, seal it with its key, show it. */
final class PublishTransaction {
    private static final int FETCH = 10_000;

    private final Attempt attempt;
    private final Manifest manifest;
    private final Success success;
    private final Path file;
    private final Limits limits;

    PublishTransaction(Attempt attempt, Manifest manifest, Success success, Path out, Limits limits) {
        this.attempt = attempt;
        this.manifest = manifest;
        this.success = success;
        this.file = out.resolve(Success.PREDICTIONS);
        this.limits = limits;
    }

    Published run(Connection connection, LockWait lockWait) throws SQLException {
        connection.setAutoCommit(false);
        Published opened = lockWait.run(connection, "publishing run " + attempt.runId(), this::open);
        if (opened.already()) {
            connection.commit();
            return opened;
        }
        BitSet doubled = new BitSet();
        load(connection, opened.table(), doubled);
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
            load(connection, opened.table(), doubled);
            seal(connection, doubled);
        }
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

    private Published open(Connection connection) throws SQLException {
        try (PreparedStatement open =
                connection.prepareStatement("SELECT * FROM predictions.open_run(?, ?::jsonb, ?)")) {
            open.setLong(1, attempt.id());
            open.setString(2, manifest.toJson());
            open.setString(3, success.predictionsSha256());
            try (ResultSet row = open.executeQuery()) {
                row.next();
                return new Published(
                        row.getLong("o_rows"),
                        row.getLong("o_duplicates"),
                        row.getBoolean("o_current"),
                        row.getString("o_held_reason"),
                        row.getBoolean("o_already"),
                        row.getString("o_table"));
            }
        }
    }

    private void load(Connection connection, String table, BitSet skip) throws SQLException {
        long rows = new RunLoad(file, manifest).into(connection, table, skip);
        if (rows != success.predictionsRows()) {
            throw new PublishException(
                    ExitCode.DEFECT,
                    file + ": expected " + success.predictionsRows() + " rows as _SUCCESS has it, got " + rows);
        }
    }

    private void seal(Connection connection, BitSet doubled) throws SQLException {
        try (PreparedStatement seal = connection.prepareStatement("SELECT predictions.seal_run(?, ?, ?)")) {
            seal.setLong(1, attempt.id());
            seal.setLong(2, success.predictionsRows() - doubled.cardinality());
            seal.setLong(3, doubled.cardinality());
            seal.execute();
        }
    }

    /** Marks the rows whose key an earlier row has, and empties the table. */
    private void findDoubled(Connection connection, BitSet doubled) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT predictions.doubled_rows(?)");
                PreparedStatement empty = connection.prepareStatement("SELECT predictions.empty_run(?)")) {
            find.setLong(1, attempt.id());
            find.setFetchSize(FETCH);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    doubled.set(Math.toIntExact(row.getLong(1) - 1));
                }
            }
            empty.setLong(1, attempt.id());
            empty.execute();
        }
    }

    private String show(Connection connection) throws SQLException {
        try (PreparedStatement show = connection.prepareStatement("SELECT predictions.publish_run(?, ?, ?)")) {
            show.setLong(1, attempt.id());
            show.setLong(2, limits.minRows());
            if (limits.rowChange().isPresent()) {
                show.setDouble(3, limits.rowChange().getAsDouble());
            } else {
                show.setNull(3, Types.DOUBLE);
            }
            try (ResultSet row = show.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
