package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.cli.report.Preview;
import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the application sees, read with its own role. */
record ApplicationView(Database application, CopySpec copy) {
    private static final int ROWS = 5;

    /** The first rows by key; no rows where nothing has been copied. */
    Preview firstRows(List<String> key) {
        String table = "predictions." + copy.table();
        String order = key.stream().map(ApplicationView::quoted).collect(Collectors.joining(", "));
        try (Connection connection = application.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order + " LIMIT " + ROWS)) {
            return read(table, rows);
        } catch (SQLException e) {
            boolean noSuchTable = "42P01".equals(e.getSQLState());
            if (noSuchTable) {
                return new Preview(table, copy.fields(), List.of());
            }
            throw new CliException(ExitCode.DEFECT, application + " cannot read " + table + ": " + e.getMessage(), e);
        }
    }

    private static Preview read(String table, ResultSet rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            columns.add(rows.getMetaData().getColumnLabel(column));
        }
        List<List<String>> values = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(rows.getString(column));
            }
            values.add(row);
        }
        return new Preview(table, columns, values);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
