package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.ModelName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The analytics database as a copy reads it. */
record Source(Connection connection, LockWait locks) implements AutoCloseable {
    private static final String RUN = """
            c.seq, r.run_no, r.run_id, r.version, r.as_of::text AS as_of, r.rows,
            CASE WHEN r.state = 'published' THEN r.table_name END AS table_name""";

    /** Read by the server: a manifest says much more than a copy asks. */
    private static final String FIELDS = """
            r.version, ARRAY(SELECT jsonb_array_elements_text(r.manifest -> 'key')) AS key,
            ARRAY(SELECT f ->> 'name' FROM jsonb_array_elements(r.manifest -> 'output') AS f) AS names,
            ARRAY(SELECT f ->> 'type' FROM jsonb_array_elements(r.manifest -> 'output') AS f) AS types""";

    private static final String CHANGES = """
             FROM predictions.current_changes c JOIN predictions.runs r USING (run_no)
            WHERE c.model = ? AND c.major = ? AND c.seq <= ? ORDER BY c.seq""";

    private static final String EARLIER = "SELECT " + FIELDS + """
             FROM predictions.runs r
            WHERE model = ? AND major = ? AND state <> 'started' ORDER BY run_no DESC LIMIT 200""";

    private static final String TABLE = """
            SELECT c.oid || '@' || pg_relation_filenode(c.oid) AS file,
                   pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks, a.names, a.types
            FROM pg_class c CROSS JOIN LATERAL (""" + Sql.COLUMNS + """
            c.oid) AS a
            WHERE c.oid = to_regclass('predictions.' || quote_ident(?))""";

    private static final long SAMPLE = 500;

    /** A cut copy goes on within hours; a lease that nobody releases must not keep a table for ever. */
    private static final int LEASE_SECONDS = 24 * 60 * 60;

    /** The run that is current, and its fields. */
    record Current(SourceRun run, RunFields fields) {}

    /** Empty where no run has been current yet. */
    Optional<Current> current(ModelName model, int major) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + RUN + ", " + FIELDS + CHANGES + " DESC LIMIT 1",
                row -> new Current(run(row), fields(row)),
                model.value(),
                major,
                Long.MAX_VALUE);
    }

    /** Every run that became current up to this one, in that order; a run may stand there twice. */
    List<SourceRun> changesUpTo(SourceRun run, CopySpec spec) throws SQLException {
        return Sql.list(
                connection, "SELECT " + RUN + CHANGES, Source::run, spec.model().value(), spec.major(), run.seq());
    }

    private static SourceRun run(ResultSet row) throws SQLException {
        return new SourceRun(
                row.getLong("seq"),
                row.getLong("run_no"),
                row.getString("run_id"),
                row.getString("version"),
                row.getString("as_of"),
                row.getLong("rows"),
                row.getString("table_name"));
    }

    private static RunFields fields(ResultSet row) throws SQLException {
        Map<String, String> types = Sql.map(row, "names", "types");
        types.replaceAll((name, word) -> Column.type(FieldType.parse(word)));
        return new RunFields(row.getString("version"), Sql.texts(row, "key"), types);
    }

    /** The fields of a model's latest runs, newest first: one that the current run lacks may be in another. */
    List<RunFields> earlier(ModelName model, int major) throws SQLException {
        return Sql.list(connection, EARLIER, Source::fields, model.value(), major);
    }

    /** A run's table as a part of a load. */
    Part part(SourceRun run, CopyColumns columns) throws SQLException {
        SourceTable table = table(run);
        return new Part(
                run.runId(), run.runNo() + ":" + table.file(), select(run, columns, table), table.blocks(), run.rows());
    }

    private SourceTable table(SourceRun run) throws SQLException {
        return Sql.first(
                        connection,
                        TABLE,
                        row -> new SourceTable(
                                row.getString("file"), row.getLong("blocks"), Sql.map(row, "names", "types")),
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
        return select(run, columns, table(run));
    }

    private static String select(SourceRun run, CopyColumns columns, SourceTable table) {
        return "SELECT " + columns.selectedFrom(run, table.columns()) + " FROM predictions."
                + Column.quoted(run.table());
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
