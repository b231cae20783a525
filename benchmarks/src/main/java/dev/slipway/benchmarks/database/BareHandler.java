package dev.slipway.benchmarks.database;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** The least that a function can do to copy a run: two connections, a COPY on each side, and no word about it. */
public final class BareHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    static final String SOURCE = "BARE_SOURCE";
    static final String TARGET = "BARE_TARGET";
    static final String TABLE = "BARE_TABLE";

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        try (Connection source = DriverManager.getConnection(System.getenv(SOURCE));
                Connection target = DriverManager.getConnection(System.getenv(TARGET))) {
            CopyOut out = copies(source)
                    .copyOut("COPY (" + JdbcCopy.select(System.getenv(TABLE)) + ") TO STDOUT (FORMAT binary)");
            CopyIn in = copies(target)
                    .copyIn("COPY predictions (" + PredictionsFile.COLUMNS + ") FROM STDIN (FORMAT binary)");
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return Map.of("rows", in.endCopy());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
