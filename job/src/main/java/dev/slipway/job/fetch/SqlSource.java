package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** A query on the analytics database, streamed out as CSV in a transaction that can only read. */
record SqlSource(String sql, Database analytics) implements Source {
    @Override
    public void fetch(InputFolder in, Consumer<String> note) {
        if (analytics == null) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "SLIPWAY_INPUT: sql: asks the analytics database: SLIPWAY_ANALYTICS_URL, _USER and _PASSWORD are missing");
        }
        String query = sql.strip().replaceAll(";\\s*$", "");
        try (Connection connection = analytics.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement()) {
                // No to_char and no cast below depends on anything else of the session.
                statement.execute("SET LOCAL TimeZone = 'UTC'");
                statement.execute("SET LOCAL DateStyle = 'ISO, YMD'");
            }
            String copy = "COPY (SELECT " + String.join(", ", columns(connection, query)) + " FROM (" + query
                    + "\n) AS input) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')";
            try (OutputStream file = in.create("query.csv")) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, file);
            }
            connection.rollback();
        } catch (SQLException refused) {
            throw failure(refused);
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, "fetch: cannot write the input: " + failed, failed);
        }
    }

    /** The query's columns, those whose text form differs from the specification's put into it. */
    private static List<String> columns(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery("SELECT * FROM (" + query + "\n) AS input LIMIT 0")) {
            ResultSetMetaData columns = nothing.getMetaData();
            List<String> expressions = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = '"' + columns.getColumnLabel(i).replace("\"", "\"\"") + '"';
                expressions.add(
                        switch (columns.getColumnTypeName(i)) {
                            case "timestamptz" ->
                                "to_char(" + name + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS " + name;
                            case "bool" -> name + "::text AS " + name;
                            default -> name;
                        });
            }
            return expressions;
        }
    }

    private static InferenceException failure(SQLException refused) {
        String state = refused.getSQLState() == null ? "" : refused.getSQLState();
        ExitCode code =
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "0A", "25", "28", "3D", "42" -> ExitCode.BAD_CONFIGURATION;
                    case "22" -> ExitCode.BAD_DATA;
                    default -> ExitCode.TRY_AGAIN;
                };
        return new InferenceException(code, "SLIPWAY_INPUT: the query failed: " + refused.getMessage(), refused);
    }
}
