package dev.slipway.benchmarks.database;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks up keys in a view, each by a statement that is planned anew. */
final class ReadOnce {
    private static final int LOOKS = 2000;

    private ReadOnce() {}

    /** Arguments: the database's URL, the view, how many rows it has. */
    public static void main(String[] args) throws SQLException {
        Done done = new Done();
        Database analytics = new Database(args[0], Role.READER.user(), Lab.PASSWORD);
        long rows = Long.parseLong(args[2]);
        try (Connection connection = analytics.connect();
                Statement statement = connection.createStatement()) {
            for (int look = 0; look < LOOKS; look++) {
                String key = PredictionsFile.key(PredictionsFile.scattered().applyAsLong(look * 7919L % rows));
                try (ResultSet row =
                        statement.executeQuery("SELECT * FROM " + args[1] + " WHERE customer_id = '" + key + "'")) {
                    if (!row.next()) {
                        throw new IllegalStateException("no row of " + key);
                    }
                }
            }
        }
        done.print();
    }
}
