package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One database of a {@link TestServers} cluster. */
record TestDatabase(String adminUrl, Map<Role, String> passwords) {
    /** As a superuser; for looking and for making trouble, never for the code under test. */
    Connection admin() throws SQLException {
        return DriverManager.getConnection(adminUrl);
    }

    Database as(Role role) {
        return new Database(adminUrl.replaceFirst("\\?.*", ""), role.user(), passwords.get(role));
    }

    /** Runs a statement as superuser. */
    void execute(String sql) throws SQLException {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Sets a parameter of all later sessions whose role has no value of its own. */
    void set(String parameter, String value) throws SQLException {
        execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET " + parameter + " = %L', current_database(), '"
                + value + "'); END $$");
    }

    /** The rows of a query as superuser, each row's values joined by {@code |}, null as {@code -}. */
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = admin()) {
            return rows(connection, sql);
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    String value = row.getString(i);
                    values.add(value == null ? "-" : value);
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    /** The single value of a query. */
    String value(String sql) throws SQLException {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("expected one row of " + sql + ", got " + rows);
        }
        return rows.get(0);
    }
}
