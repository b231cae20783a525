package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * The last step of a copy: what was loaded becomes what the application sees, with the checkpoint, in one transaction.
 * Each try for a lock waits a second at most, because new readers wait behind it; then it makes way for them for a while.
 */
final class Showing {
    /** Reading once more what was loaded goes through the client: only COPY can make rows that every snapshot sees. */
    private final Database application;

    private final Sink sink;
    private final CopySize size;
    private final TimeBudget time;

    Showing(Database application, Sink sink, CopySize size, TimeBudget time) {
        this.application = application;
        this.sink = sink;
        this.size = size;
        this.time = time;
    }

    /**
     * @param pending whether the loaded rows are in this transaction, see {@link Loader}: the table is as it should be
     *     then but for its rows
     * @return how many rows the table has now
     * @throws LockedException where somebody has had the view or its table open for too long
     */
    long show(LoadPlan plan, Load load, boolean pending) throws SQLException {
        Connection connection = sink.connection();
        connection.setAutoCommit(false);
        begin();
        long rows = load.rows();
        String doing = "showing run " + plan.run().runId() + " in predictions."
                + plan.spec().table();
        if (plan.spec().mode() == CopySpec.Mode.REPLACE) {
            patiently(doing, "SELECT predictions.show_leaves(?)", row -> true, load.no());
        } else if (plan.fresh()) {
            // What fits into one leaf is the merged table already.
            Load.Leaf merged = load.leaves().size() == 1 ? load.leaves().get(0) : merge(plan, load);
            rows = merged.rows();
            Sql.call(connection, "SELECT predictions.seal_data(?, ?)", load.no(), merged.leaf());
            patiently(doing, "SELECT predictions.show_merged(?, ?, ?)", row -> true, load.no(), merged.leaf(), rows);
        } else {
            rows = change(doing, load, pending);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
    }

    private void begin() throws SQLException {
        long millis = time.statementMillis();
        Silence.afterStatementTimeout(sink.connection(), millis);
        Sql.call(sink.connection(), "SELECT set_config('statement_timeout', ?, true)", millis + "ms");
    }

    /** Columns and indexes, then the rows, and only then the view: whoever reads it waits for no row. */
    private long change(String doing, Load load, boolean pending) throws SQLException {
        if (!pending) {
            repeat(doing, "SELECT predictions.widen_merged(?)", load);
            repeat(doing, "SELECT predictions.index_merged(?)", load);
        }
        long rows = patiently(doing, "SELECT predictions.apply_leaves(?)", row -> row.getLong(1), load.no());
        patiently(doing, "SELECT predictions.show_merged(?, NULL, ?)", row -> true, load.no(), rows);
        return rows;
    }

    /** Until there is nothing to do; what was done is committed, so that the next copy does not do it again. */
    private void repeat(String doing, String sql, Load load) throws SQLException {
        while (patiently(doing, sql, row -> row.getBoolean(1), load.no())) {
            sink.connection().commit();
            begin();
        }
    }

    private <T> T patiently(String doing, String sql, Sql.Reader<T> reader, Object... values) throws SQLException {
        return sink.locks().run(sink.connection(), doing, connection -> Sql.first(connection, sql, reader, values)
                .orElseThrow());
    }

    /** Fills a new table from the leaves: of each key the row of the last leaf that has it. */
    private Load.Leaf merge(LoadPlan plan, Load load) throws SQLException {
        String key = Column.list(plan.columns().key());
        String names = Column.list(plan.columns().names());
        String leaves = load.leaves().stream()
                .map(leaf -> "SELECT " + names + ", " + leaf.leaf() + " AS \"slipway place\" FROM predictions."
                        + Column.quoted(leaf.table()))
                .collect(Collectors.joining(" UNION ALL "));
        // A single run has each key once: there is nothing to find, and sorting many rows takes longer than all else.
        String query = plan.parts().size() == 1
                ? "SELECT " + names + " FROM (" + leaves + ") AS leaves"
                : "SELECT DISTINCT ON (" + key + ") " + names + " FROM (" + leaves + ") AS leaves ORDER BY " + key
                        + ", \"slipway place\" DESC";
        String table = sink.createData(load, 0, false);
        try (Connection staged = application.connect()) {
            long rows = new BinaryPipe(size, time)
                    .copy(staged, query, sink.connection(), "predictions." + Column.quoted(table) + " (" + names + ")");
            return new Load.Leaf(0, 0, table, rows, 0, null);
        }
    }
}
