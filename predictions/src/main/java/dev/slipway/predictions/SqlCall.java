package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;

/** Some statements on a connection. */
@FunctionalInterface
interface SqlCall<T> {
    T on(Connection connection) throws SQLException;
}
