package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** With the driver that the build has: another version may hide its stream elsewhere, and a copy would be slower. */
class DriverStreamIT {
    private static final int ROWS = 50_000;
    private static final String QUERY = "SELECT i, repeat('x', i % 30) FROM generate_series(1, " + ROWS + ") AS i";

    private final TestDatabase database = TestServers.ANALYTICS.fresh();

    @Test
    void shouldGiveTheSameBytesInFewMessages() throws Exception {
        try (Connection connection = database.as(Role.ETL).connect()) {
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            ByteArrayOutputStream gathered = new ByteArrayOutputStream();
            // The header stands before the first row, the trailer is a message of its own.
            assertThat(copy(connection, QUERY, Integer.MAX_VALUE, alone)).isEqualTo(ROWS + 1);
            assertThat(copy(connection, QUERY, 10, gathered)).isLessThan(ROWS / 10);
            assertThat(gathered.toByteArray()).isEqualTo(alone.toByteArray());
            gathered.reset();
            assertThat(copy(connection, QUERY, 10, gathered)).as("again").isLessThan(ROWS / 10);
            assertThat(gathered.toByteArray()).isEqualTo(alone.toByteArray());
        }
    }

    @Test
    void shouldLeaveAConnectionThatDoesAllElse() throws Exception {
        try (Connection connection = database.as(Role.ETL).connect()) {
            copy(connection, QUERY, 10, new ByteArrayOutputStream());
            assertThat(TestDatabase.rows(connection, "SELECT i, repeat('y', i) FROM generate_series(1, 2000) AS i"))
                    .hasSize(2000)
                    .endsWith("2000|" + "y".repeat(2000));
            Sql.call(connection, "DO $$ BEGIN RAISE WARNING 'heard'; END $$");
            assertThatThrownBy(() -> Sql.call(connection, "SELECT 1 / 0"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("division by zero");
            connection.setNetworkTimeout(Runnable::run, 200);
            assertThatThrownBy(() -> Sql.call(connection, "SELECT pg_sleep(20)"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseMessage("Read timed out");
        }
    }

    @Test
    void shouldTellWhatFailsAmongTheRows() throws Exception {
        try (Connection connection = database.as(Role.ETL).connect()) {
            String query = "SELECT 1 / (40000 - i) FROM generate_series(1, " + ROWS + ") AS i";
            assertThatThrownBy(() -> copy(connection, query, 10, new ByteArrayOutputStream()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("division by zero");
            assertThat(TestDatabase.rows(connection, "SELECT 1")).containsExactly("1");
        }
    }

    /** Answers how many messages the driver saw; gathers from one of them on. */
    private static int copy(Connection connection, String query, int from, ByteArrayOutputStream to) throws Exception {
        CopyOut out = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        int messages = 0;
        for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
            to.write(message);
            if (++messages == from) {
                DriverStream.gatherRows(connection);
            }
        }
        assertThat(out.getHandledRowCount()).isEqualTo(ROWS);
        return messages;
    }
}
