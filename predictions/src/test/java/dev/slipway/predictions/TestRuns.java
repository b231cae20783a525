package dev.slipway.predictions;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two databases and runs of the model {@code audience}, put straight into the analytics database's ledger from a SELECT:
 * what a copy reads, without the files that a job would publish it from.
 */
record TestRuns(TestDatabase analytics, TestDatabase application) {
    static final ModelName MODEL = new ModelName("audience");
    static final Field ID = Field.parse("id", "string");
    static final Field VIEWERS = Field.parse("viewers", "double");

    static TestRuns fresh() {
        return new TestRuns(TestServers.ANALYTICS.fresh(), TestServers.APPLICATION.fresh());
    }

    static CopySpec replace(String... fields) {
        return new CopySpec(MODEL, 1, "audience", CopySpec.Mode.REPLACE, List.of(fields), List.of());
    }

    static CopySpec merge(String... fields) {
        return new CopySpec(MODEL, 1, "audience", CopySpec.Mode.MERGE, List.of(fields), List.of());
    }

    Copier copier() {
        return copier(CopySize.USUAL);
    }

    Copier copier(CopySize size) {
        return new Copier(analytics.as(Role.ETL), application.as(Role.ETL), size, java.time.Duration.ofMillis(1500));
    }

    /** Copies with all the time in the world. */
    CopyOutcome copy(CopySpec spec) {
        return copier().copy(spec, () -> 900_000);
    }

    /** The tables of rows that the application database has, shown or not. */
    List<String> dataTables() throws SQLException {
        return application.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'predictions'"
                + " AND tablename LIKE '%$%' ORDER BY 1");
    }

    /** Makes a run of the fields id and viewers current. */
    void publish(String runId, String select) throws SQLException {
        publish(runId, "1.0.0", List.of(ID, VIEWERS), select);
    }

    /** Makes a run current whose rows are a SELECT of its fields, the first of which is the key. */
    void publish(String runId, String version, List<Field> fields, String select) throws SQLException {
        Manifest manifest = new Manifest(
                Manifest.SPEC,
                MODEL,
                ModelVersion.parse(version),
                "",
                List.of(fields.get(0).name()),
                List.of(fields.get(0)),
                fields,
                Map.of(),
                null,
                List.of(),
                0);
        String table = "audience_v1_" + runId.replace("-", "_");
        String columns = fields.stream()
                .map(field -> Column.quoted(field.name()) + " " + Column.type(field.type()))
                .collect(Collectors.joining(", "));
        asOwner(
                "INSERT INTO predictions.models (model, major) VALUES ('audience', 1) ON CONFLICT DO NOTHING",
                "CREATE TABLE predictions." + table + " (" + columns + ")",
                "INSERT INTO predictions." + table + " " + select,
                "ALTER TABLE predictions." + table + " ADD PRIMARY KEY ("
                        + Column.quoted(manifest.key().get(0)) + ")",
                "GRANT SELECT ON predictions." + table + " TO slipway_etl",
                "INSERT INTO predictions.runs (run_id, model, major, version, manifest, as_of, state, content_sha256,"
                        + " rows, duplicates, table_name, published_at) VALUES ('" + runId + "', 'audience', 1, '"
                        + version + "', $json$" + manifest.toJson() + "$json$, '2026-11-20T06:00:00Z', 'published',"
                        + " 'x', (SELECT count(*) FROM predictions." + table + "), 0, '" + table + "', now())");
        makeCurrent(runId, "published");
    }

    void makeCurrent(String runId, String reason) throws SQLException {
        asOwner("INSERT INTO predictions.current_changes (model, major, seq, run_no, reason, who)"
                + " SELECT 'audience', 1, (SELECT count(*) + 1 FROM predictions.current_changes), run_no, '" + reason
                + "', 'a test' FROM predictions.runs WHERE run_id = '" + runId + "'");
    }

    /** What retention does. */
    void drop(String runId) throws SQLException {
        asOwner(
                "DROP TABLE predictions.audience_v1_" + runId.replace("-", "_"),
                "UPDATE predictions.runs SET state = 'dropped' WHERE run_id = '" + runId + "'");
    }

    private void asOwner(String... statements) throws SQLException {
        try (Connection admin = analytics.admin()) {
            Sql.call(admin, "SET ROLE slipway_owner");
            for (String statement : statements) {
                Sql.call(admin, statement);
            }
        }
    }

    /** What the application sees. */
    List<String> seen(String query) throws SQLException {
        try (Connection app = application.as(Role.APP).connect()) {
            return TestDatabase.rows(app, query);
        }
    }

    static Field field(String name, FieldType type) {
        return new Field(name, type, true, type == FieldType.DOUBLE);
    }
}
