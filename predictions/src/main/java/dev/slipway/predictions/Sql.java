package dev.slipway.predictions;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements with values, and their rows as objects. */
final class Sql {
    /** Makes an object of the row that a result set stands on. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The columns of a table and their types as they really are, of one whose oid follows. */
    static final String COLUMNS = """
            SELECT array_agg(attname::text ORDER BY attnum) AS names,
                   array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) AS types
            FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid =\s""";

    private Sql() {}

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    static <T> Optional<T> first(Connection connection, String sql, Reader<T> reader, Object... values)
            throws SQLException {
        return list(connection, sql, reader, values).stream().findFirst();
    }

    /** An array of texts. */
    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array texts = row.getArray(column);
        return texts == null ? List.of() : List.of((String[]) texts.getArray());
    }

    /** Two arrays of texts as names and values, in their order. */
    static Map<String, String> map(ResultSet row, String names, String values) throws SQLException {
        Map<String, String> map = new LinkedHashMap<>();
        Iterator<String> value = texts(row, values).iterator();
        texts(row, names).forEach(name -> map.put(name, value.next()));
        return map;
    }

    /** Runs a statement whose result does not matter. */
    static void call(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            statement.execute();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
