package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The analytics database as a copy reads it. */
record Source(Connection connection, LockWait locks) implements AutoCloseable {
    private static final String CHANGES = """
            SELECT c.seq, r.run_no, r.run_id, r.version, r.as_of, r.rows,
                   CASE WHEN r.state = 'published' THEN r.table_name END AS table_name
            FROM predictions.current_changes c JOIN predictions.runs r USING (run_no)
            WHERE c.model = ? AND c.major = ? AND c.seq <= ? ORDER BY c.seq""";

    private static final String MANIFESTS = """
            SELECT manifest FROM predictions.runs
            WHERE model = ? AND major = ? AND state <> 'started' ORDER BY run_no DESC LIMIT 200""";

    /** A table's columns and their types as they really are. */
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = to_regclass('predictions.' || quote_ident(?)) AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    /** Which file a table is, so that a rewritten one is noticed, and how many blocks it has. */
    private static final String FILE = """
            SELECT c.oid || '@' || pg_relation_filenode(c.oid),
                   pg_relation_size(c.oid) / current_setting('block_size')::bigint
            FROM pg_class c WHERE c.oid = to_regclass('predictions.' || quote_ident(?))""";

    private static final long SAMPLE = 500;

    /** A cut copy goes on within hours; a lease that nobody releases must not keep a table for ever. */
    private static final int LEASE_SECONDS = 24 * 60 * 60;

    /** The run that is current; empty where none has been yet. */
    Optional<SourceRun> current(ModelName model, int major) throws SQLException {
        return Sql.first(connection, CHANGES + " DESC LIMIT 1", Source::run, model.value(), major, Long.MAX_VALUE);
    }

    /** Every run that became current up to this one, in that order; a run may stand there twice. */
    List<SourceRun> changesUpTo(SourceRun run, CopySpec spec) throws SQLException {
        return Sql.list(connection, CHANGES, Source::run, spec.model().value(), spec.major(), run.seq());
    }

    private static SourceRun run(ResultSet row) throws SQLException {
        return new SourceRun(
                row.getLong("seq"),
                row.getLong("run_no"),
                row.getString("run_id"),
                row.getString("version"),
                row.getObject("as_of", OffsetDateTime.class).toInstant(),
                row.getLong("rows"),
                row.getString("table_name"));
    }

    Manifest manifest(SourceRun run) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT manifest FROM predictions.runs WHERE run_no = ?",
                        row -> Manifest.parse(row.getString(1)),
                        run.runNo())
                .orElseThrow();
    }

    /** The manifests of a model's latest runs, newest first: a field that the current run lacks may be in another. */
    List<Manifest> manifests(ModelName model, int major) throws SQLException {
        return Sql.list(connection, MANIFESTS, row -> Manifest.parse(row.getString(1)), model.value(), major);
    }

    Map<String, String> columns(SourceRun run) throws SQLException {
        return columns(connection, run.table());
    }

    static Map<String, String> columns(Connection connection, String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        Sql.list(connection, COLUMNS, row -> columns.put(row.getString(1), row.getString(2)), table);
        return columns;
    }

    /** A run's table as a part of a load. */
    Part part(SourceRun run, CopyColumns columns) throws SQLException {
        String select = select(run, columns);
        return Sql.first(
                        connection,
                        FILE,
                        row -> new Part(
                                run.runId(), run.runNo() + ":" + row.getString(1), select, row.getLong(2), run.rows()),
                        run.table())
                .orElseThrow(() -> new SQLException(
                        "predictions." + run.table() + " of run " + run.runId()
                                + " is not there, though the ledger has it",
                        "42P01"));
    }

    /**
     * Between two ranges of a table's blocks somebody may rewrite it, and its rows move.
     *
     * @throws PublishException 75 where a table is another file than when the load was planned
     */
    void refuseRewritten(LoadPlan plan) throws SQLException {
        for (Part part : plan.parts()) {
            for (SourceRun run : plan.reads()) {
                if (part.blocks() > 0
                        && part.name().equals(run.runId())
                        && !part.identity().equals(part(run, plan.columns()).identity())) {
                    throw new PublishException(
                            ExitCode.TRY_AGAIN,
                            "copy to " + plan.spec().table() + ": the table of run " + run.runId()
                                    + " was rewritten while it was read; the next copy begins again");
                }
            }
        }
    }

    /** All rows of a run as a table's columns. */
    String select(SourceRun run, CopyColumns columns) throws SQLException {
        return "SELECT " + columns.selectedFrom(run, columns(run)) + " FROM predictions." + Column.quoted(run.table());
    }

    /**
     * The first key of some blocks all over a run's table, as JSON. From now on this session sorts more rows in memory,
     * since who asks is going to read them in the order of the key.
     */
    String someKeys(SourceRun run, CopyColumns columns, long blocks) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT coalesce(jsonb_agg(to_jsonb(k)), '[]'), set_config('work_mem', '64MB', false) FROM (SELECT "
                                + Column.list(columns.key()) + " FROM predictions." + Column.quoted(run.table())
                                + " WHERE ctid = ANY (ARRAY(SELECT format('(%s,1)', block)::tid"
                                + " FROM generate_series(0, ?, ?) AS block))) AS k",
                        row -> row.getString(1),
                        blocks - 1,
                        1 + blocks / SAMPLE)
                .orElseThrow();
    }

    /** Keeps a run's table from retention while it is copied; says whether it is still there. */
    boolean lease(SourceRun run, String holder) throws SQLException {
        return locks.alone(connection, "keeping run " + run.runId() + " from retention", c -> Sql.first(
                        c,
                        "SELECT predictions.lease_run(?, ?, ?)",
                        row -> row.getString(1) != null,
                        run.runNo(),
                        holder,
                        LEASE_SECONDS)
                .orElse(false));
    }

    /** Gives back all leases of a holder. */
    void releaseAll(String holder) throws SQLException {
        Sql.call(
                connection,
                "SELECT predictions.release_lease(run_no, holder) FROM predictions.leases WHERE holder = ?",
                holder);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
