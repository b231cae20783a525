package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last step of a copy: what was loaded becomes what the application sees, with the checkpoint, in one transaction. */
final class Showing {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Reading once more what was loaded goes through the client: only COPY can make rows that every snapshot sees. */
    private final Database application;

    private final Sink sink;
    private final TimeBudget time;
    private final Duration patience;

    Showing(Database application, Sink sink, TimeBudget time, Duration patience) {
        this.application = application;
        this.sink = sink;
        this.time = time;
        this.patience = patience;
    }

    /** Says whether it could be done; if not, somebody has had the view or its table open for too long. */
    boolean show(LoadPlan plan, Load load) throws SQLException {
        Connection connection = sink.connection();
        connection.setAutoCommit(false);
        begin();
        boolean shown;
        if (plan.spec().mode() == CopySpec.Mode.REPLACE) {
            shown = done("SELECT predictions.show_leaves(?)", load.no());
        } else if (plan.fresh()) {
            // What fits into one leaf is the merged table already.
            Load.Leaf merged = load.leaves().size() == 1 ? load.leaves().get(0) : merge(plan, load);
            Sql.call(connection, "SELECT predictions.seal_data(?, ?)", load.no(), merged.leaf());
            shown = done("SELECT predictions.show_merged(?, ?, ?)", load.no(), merged.leaf(), merged.rows());
        } else {
            shown = prepare(load) && change(load);
        }
        if (shown) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        return shown;
    }

    private void begin() throws SQLException {
        Sql.call(
                sink.connection(),
                "SELECT set_config('statement_timeout', ?, true)",
                time.statementMillis() + "ms");
    }

    /** Columns first, then index after index, each committed: what is done is not done again by the next copy. */
    private boolean prepare(Load load) throws SQLException {
        boolean widened = done("SELECT predictions.widen_merged(?)", load.no());
        Optional<Boolean> indexed = Optional.of(widened);
        while (indexed.orElse(false)) {
            sink.connection().commit();
            begin();
            indexed = retry("SELECT predictions.index_merged(?)", row -> row.getBoolean(1), load.no());
        }
        return widened && indexed.isPresent();
    }

    /** The rows, and only then the view: whoever reads it waits for no row. */
    private boolean change(Load load) throws SQLException {
        Optional<Long> rows = retry("SELECT predictions.apply_leaves(?)", row -> row.getLong(1), load.no());
        return rows.isPresent()
                && done("SELECT predictions.show_merged(?, NULL, ?)", load.no(), rows.get());
    }

    /** Fills a new table from the leaves, sorted by the key; of each key the row of the last leaf that has it. */
    private Load.Leaf merge(LoadPlan plan, Load load) throws SQLException {
        String key = Column.list(plan.columns().key());
        String names = Column.list(plan.columns().names());
        String leaves = load.leaves().stream()
                .map(leaf -> "SELECT " + names + ", " + leaf.leaf() + " AS \"slipway place\" FROM predictions."
                        + Column.quoted(leaf.table()))
                .collect(Collectors.joining(" UNION ALL "));
        String query = "SELECT DISTINCT ON (" + key + ") " + names + " FROM (" + leaves + ") AS leaves ORDER BY " + key
                + ", \"slipway place\" DESC";
        String table = sink.createData(load, 0);
        try (Connection staged = application.connect()) {
            long rows = BinaryPipe.copy(
                    staged, query, sink.connection(), "predictions." + Column.quoted(table) + " (" + names + ")", time);
            return new Load.Leaf(0, 0, table, rows, null);
        }
    }

    private boolean done(String sql, Object... values) throws SQLException {
        return retry(sql, row -> true, values).orElse(false);
    }

    /**
     * Each try waits a second at most, because new readers wait behind it; then it makes way for them for a while. The
     * savepoint keeps what this transaction has done before. Empty where the lock did not come free.
     */
    private <T> Optional<T> retry(String sql, Sql.Reader<T> reader, Object... values) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            Savepoint before = sink.connection().setSavepoint();
            try {
                Optional<T> answer = Sql.first(sink.connection(), sql, reader, values);
                sink.connection().releaseSavepoint(before);
                return answer;
            } catch (SQLException e) {
                if (!SqlFailure.isLocked(e)) {
                    throw e;
                }
                sink.connection().rollback(before);
                if (System.nanoTime() > deadline || !time.allowsMore()) {
                    return Optional.empty();
                }
                Database.sleep(pause);
            }
        }
    }
}
