package dev.slipway.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A copy by JDBC alone: a cursor on one side, batches that the driver rewrites into long INSERTs on the other. */
final class JdbcCopy {
    private static final int BATCH = 1000;
    private static final int COLUMNS = PredictionsFile.FIELDS.size();

    private JdbcCopy() {}

    /** Arguments: the source's URL, the run's table, the target's URL. */
    public static void main(String[] args) throws SQLException {
        Done done = new Done();
        try (Connection source = DriverManager.getConnection(args[0]);
                Connection target = DriverManager.getConnection(args[2] + "&reWriteBatchedInserts=true")) {
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            try (PreparedStatement select = source.prepareStatement(select(args[1]));
                    PreparedStatement insert = target.prepareStatement(insert())) {
                select.setFetchSize(BATCH);
                copy(select, insert);
            }
            target.commit();
        }
        done.print();
    }

    static String select(String table) {
        return "SELECT " + PredictionsFile.COLUMNS + " FROM predictions." + table;
    }

    static String insert() {
        return "INSERT INTO predictions (" + PredictionsFile.COLUMNS + ") VALUES (?, ?, ?, ?)";
    }

    private static void copy(PreparedStatement select, PreparedStatement insert) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            int waiting = 0;
            while (row.next()) {
                for (int column = 1; column <= COLUMNS; column++) {
                    insert.setObject(column, row.getObject(column));
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }
}
