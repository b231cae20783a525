package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What the ledger is asked, as SQL and records. */
final class LedgerQueries {
    private static final String RUN = """
            SELECT r.*, a.outcome, a.exit_code, a.reason FROM predictions.runs AS r
            LEFT JOIN LATERAL (
                SELECT * FROM predictions.attempt_history WHERE run_no = r.run_no
                ORDER BY attempt_id DESC LIMIT 1) AS a ON true
            """;

    private LedgerQueries() {}

    /** One manifest per version that has published runs. */
    static List<Manifest> publishedManifests(Connection connection, ModelName model) throws SQLException {
        return Sql.list(
                connection,
                "SELECT DISTINCT ON (version) manifest::text FROM predictions.runs"
                        + " WHERE model = ? AND state <> 'started' ORDER BY version, run_no DESC",
                row -> Manifest.parse(row.getString(1)),
                model.value());
    }

    static List<RunEntry> runs(Connection connection, ModelName model) throws SQLException {
        return Sql.list(
                connection, RUN + "WHERE r.model = ? ORDER BY r.run_no DESC", LedgerQueries::run, model.value());
    }

    static List<RunEntry> currentOn(Connection connection, OffsetDateTime moment) throws SQLException {
        return Sql.list(
                connection,
                RUN + "WHERE r.run_no IN (SELECT DISTINCT ON (model, major) run_no FROM predictions.current_changes"
                        + " WHERE changed_at <= ? ORDER BY model, major, seq DESC) ORDER BY r.model, r.major",
                LedgerQueries::run,
                moment);
    }

    static List<Change> changes(Connection connection, ModelName model, int major) throws SQLException {
        return Sql.list(
                connection,
                "SELECT c.*, r.run_id, r.version, r.as_of FROM predictions.current_changes AS c"
                        + " JOIN predictions.runs AS r USING (run_no)"
                        + " WHERE c.model = ? AND c.major = ? ORDER BY c.seq",
                LedgerQueries::change,
                model.value(),
                major);
    }

    static List<HoldChange> holds(Connection connection, ModelName model, int major) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM predictions.hold_changes WHERE model = ? AND major = ? ORDER BY hold_no",
                LedgerQueries::hold,
                model.value(),
                major);
    }

    private static RunEntry run(ResultSet row) throws SQLException {
        return new RunEntry(
                row.getLong("run_no"),
                row.getString("run_id"),
                new ModelName(row.getString("model")),
                ModelVersion.parse(row.getString("version")),
                instant(row, "as_of"),
                row.getString("state"),
                row.getObject("rows", Long.class),
                row.getObject("duplicates", Long.class),
                row.getString("table_name"),
                instant(row, "published_at"),
                row.getString("held_reason"),
                row.getString("outcome"),
                row.getObject("exit_code", Integer.class),
                row.getString("reason"));
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                new ModelName(row.getString("model")),
                row.getInt("major"),
                row.getLong("seq"),
                row.getLong("run_no"),
                row.getString("run_id"),
                ModelVersion.parse(row.getString("version")),
                instant(row, "as_of"),
                row.getString("reason"),
                row.getString("who"),
                instant(row, "changed_at"));
    }

    private static HoldChange hold(ResultSet row) throws SQLException {
        return new HoldChange(
                new ModelName(row.getString("model")),
                row.getInt("major"),
                row.getLong("hold_no"),
                ModelVersion.parse(row.getString("version")),
                row.getBoolean("held"),
                row.getString("reason"),
                row.getString("who"),
                instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
