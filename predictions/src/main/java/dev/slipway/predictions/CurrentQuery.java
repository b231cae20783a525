package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads a major version's current view. */
record CurrentQuery(ModelName model, int major, int limit) {
    /** The column after the run's id and the mark of a row. */
    private static final int FIRST = 3;

    CurrentRows read(Connection connection) throws SQLException {
        if (LedgerQueries.changes(connection, model, major).isEmpty()) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION, model + ", major version " + major + ": no run is current");
        }
        try (PreparedStatement query = connection.prepareStatement(sql())) {
            query.setString(1, model.value());
            query.setInt(2, major);
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                List<String> fields = new ArrayList<>();
                for (int i = FIRST; i <= row.getMetaData().getColumnCount(); i++) {
                    fields.add(row.getMetaData().getColumnName(i));
                }
                List<List<Object>> rows = new ArrayList<>();
                String runId = null;
                while (row.next()) {
                    runId = row.getString("run");
                    if (row.getBoolean("there")) {
                        rows.add(values(row, fields.size()));
                    }
                }
                return new CurrentRows(runId, fields, rows);
            }
        }
    }

    /** One statement, so that the run and the rows are of one moment. A model's name and a number need no quotes. */
    private String sql() {
        return "SELECT * FROM (SELECT run_id AS run FROM predictions.current_changes JOIN predictions.runs USING (run_no)"
                + " WHERE current_changes.model = ? AND current_changes.major = ? ORDER BY seq DESC LIMIT 1) AS c"
                + " LEFT JOIN (SELECT true AS there, * FROM predictions." + model.identifier() + "_v" + major
                + "_current LIMIT ?) AS v ON true";
    }

    private static List<Object> values(ResultSet row, int count) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(row, FIRST + i));
        }
        return values;
    }

    private static Object value(ResultSet row, int column) throws SQLException {
        if (row.getMetaData().getColumnTypeName(column).equals("timestamptz")) {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null
                    ? null
                    : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString();
        }
        Object value = row.getObject(column);
        boolean json = value == null
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || (value instanceof Double number && Double.isFinite(number));
        return json ? value : value.toString();
    }
}
