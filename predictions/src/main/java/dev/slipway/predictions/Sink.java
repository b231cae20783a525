package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application database as a copy writes it: by its functions, see {@code db/application}. */
record Sink(Connection connection, LockWait locks) implements AutoCloseable {
    /**
     * A row for each leaf of the load that has begun, and one where there is none. A leaf that is not logged is good for
     * its own transaction only: after a crash it may be empty.
     */
    private static final String STATE = """
            SELECT c.model, c.major, c.mode, c.seq, c.run_id, c.rows, c.spec, c.columns,
                   NOT EXISTS (SELECT FROM unnest(c.data_tables) AS d
                               WHERE to_regclass('predictions.' || quote_ident(d)) IS NULL) AS whole,
                   v.names, v.types, l.load_no, l.seq AS load_seq, l.spec AS load_spec, l.source, f.leaf, f.part,
                   f.data_table, f.rows AS leaf_rows, f.from_block, f.next_block,
                   f.leaf IS NULL OR EXISTS (SELECT FROM pg_class
                                             WHERE oid = to_regclass('predictions.' || quote_ident(f.data_table))
                                               AND relpersistence = 'p') AS leaf_whole
            FROM (SELECT ?::text AS name) AS t
            LEFT JOIN predictions.copies c ON c.table_name = t.name
            LEFT JOIN predictions.loads l ON l.table_name = t.name
            LEFT JOIN predictions.leaves f ON f.load_no = l.load_no
            CROSS JOIN LATERAL (""" + Sql.COLUMNS + """
            to_regclass('predictions.' || quote_ident(t.name))) AS v
            ORDER BY f.leaf""";

    private static final String READERS = """
            SELECT string_agg(DISTINCT format('process %s of %s (%s)', a.pid, a.usename, a.application_name), ', ')
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.relation = to_regclass('predictions.' || quote_ident(?)) AND l.granted
              AND a.pid <> pg_backend_pid()""";

    /** Takes the lock that makes copies of one table follow each other; this session holds it until it ends. */
    boolean tryLock(String table) throws SQLException {
        // A statement whose client was killed must not go on holding it.
        return Sql.first(
                        connection,
                        "SELECT set_config('client_connection_check_interval', '5s', false),"
                                + " pg_try_advisory_lock(hashtextextended('slipway copy ' || ?, 0))",
                        row -> row.getBoolean(2),
                        table)
                .orElseThrow();
    }

    TableState state(String table) throws SQLException {
        return Sql.list(
                        connection,
                        STATE,
                        row -> new TableState(checkpoint(row), Sql.map(row, "names", "types"), begun(row)),
                        table)
                .stream()
                .reduce(TableState::and)
                .orElseThrow();
    }

    private static Optional<Checkpoint> checkpoint(ResultSet row) throws SQLException {
        String model = row.getString("model");
        return model == null
                ? Optional.empty()
                : Optional.of(new Checkpoint(
                        model,
                        row.getInt("major"),
                        row.getString("mode"),
                        row.getLong("seq"),
                        row.getString("run_id"),
                        row.getLong("rows"),
                        row.getString("spec"),
                        Sql.texts(row, "columns"),
                        row.getBoolean("whole")));
    }

    private static Optional<Load> begun(ResultSet row) throws SQLException {
        String source = row.getString("source");
        return source == null ? Optional.empty() : Optional.of(load(row, source));
    }

    private static Load load(ResultSet row, String source) throws SQLException {
        String leaf = row.getString("data_table");
        return new Load(
                row.getLong("load_no"),
                row.getLong("load_seq"),
                row.getString("load_spec"),
                source,
                leaf == null
                        ? List.of()
                        : List.of(new Load.Leaf(
                                row.getInt("leaf"),
                                row.getInt("part"),
                                leaf,
                                row.getLong("leaf_rows"),
                                row.getLong("from_block"),
                                row.getObject("next_block", Long.class))),
                row.getBoolean("leaf_whole"));
    }

    /** Begins a load and gives up one that is there. */
    Load begin(LoadPlan plan) throws SQLException {
        long no = locks.alone(connection, "beginning a copy to " + plan.spec().table(), c -> Sql.first(
                        c, "SELECT predictions.begin_load(?::jsonb)", row -> row.getLong(1), plan.facts())
                .orElseThrow());
        return new Load(no, plan.run().seq(), plan.spec().toJson(), plan.source(), List.of(), true);
    }

    /** Whether a table shows the same fields as it will, so that merging changes its rows alone. */
    boolean isUnchanged(CopySpec spec) throws SQLException {
        TableState state = state(spec.table());
        return state.checkpoint()
                        .filter(shown -> shown.spec().equals(spec.toJson()))
                        .isPresent()
                && !state.view().isEmpty();
    }

    /**
     * Leaves that are going to be loaded.
     *
     * @param tries 1 at first, more when earlier tries never came to an end
     * @param leaf the number of the first; nobody else has it, or had it
     */
    record Begun(int tries, int leaf) {}

    Begun beginLeaves(Load load, int leaves) throws SQLException {
        return locks.alone(connection, "going on with a copy", c -> Sql.first(
                        c,
                        "SELECT * FROM predictions.begin_leaves(?, ?)",
                        row -> new Begun(row.getInt(1), row.getInt(2)),
                        load.no(),
                        leaves)
                .orElseThrow());
    }

    /**
     * Makes the table of a leaf, or of merged rows (0).
     *
     * @param brief whether nobody reads it after this transaction
     */
    String createData(Load load, int leaf, boolean brief) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT predictions.create_data(?, ?, ?)",
                        row -> row.getString(1),
                        load.no(),
                        leaf,
                        brief)
                .orElseThrow();
    }

    /** Opens the merged table to be appended to in this transaction; empty where one of some keys is there already. */
    Optional<String> openMerged(Load load, String keys) throws SQLException {
        return Optional.ofNullable(locks.run(connection, "adding rows to what was merged", c -> Sql.list(
                        c, "SELECT predictions.open_merged(?, ?::jsonb)", row -> row.getString(1), load.no(), keys)
                .get(0)));
    }

    void closeMerged(Load load, Load.Leaf leaf) throws SQLException {
        Sql.call(
                connection,
                "SELECT predictions.close_merged(?, ?, ?, ?)",
                load.no(),
                leaf.leaf(),
                leaf.part(),
                leaf.rows());
    }

    /** Keys a leaf that the application is going to read, which takes as long as it takes. */
    void finish(Load load, Load.Leaf leaf) throws SQLException {
        Silence.allowed(
                connection,
                patient -> locks.run(
                        patient,
                        "keying what was copied",
                        c -> Sql.first(
                                c,
                                "SELECT predictions.finish_leaf(?, ?, ?, ?, ?, ?::bigint)",
                                row -> true,
                                load.no(),
                                leaf.leaf(),
                                leaf.part(),
                                leaf.rows(),
                                leaf.fromBlock(),
                                leaf.nextBlock())));
    }

    /** Drops tables that nothing shows any more; says which ones it could not drop. */
    List<String> dropStale(String table) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (String name : Sql.list(connection, "SELECT predictions.stale_data(?)", row -> row.getString(1), table)) {
            try {
                Sql.call(connection, "SELECT predictions.drop_data(?)", name);
            } catch (SQLException e) {
                if (SqlFailure.isAway(e)) {
                    throw e;
                }
                String why = SqlFailure.isLocked(e)
                        ? "is still read by " + readers(name)
                        : "stays: " + SqlFailure.message(e);
                notes.add("predictions." + name + " " + why + "; a later copy tries again to drop it");
            }
        }
        return notes;
    }

    /** Who has a relation open, for a person to act on. */
    String readers(String relation) throws SQLException {
        return Sql.list(connection, READERS, row -> String.valueOf(row.getString(1)), relation).stream()
                .filter(names -> !names.equals("null"))
                .findFirst()
                .orElse("a session that has ended meanwhile");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
