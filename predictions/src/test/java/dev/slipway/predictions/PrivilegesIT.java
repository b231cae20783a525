package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in the analytics database: least privilege, tried as each role. */
class PrivilegesIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final Manifest MANIFEST = manifest("model", "1.0.0", "id:string", "viewers:double");

    @TempDir
    static Path folder;

    private static Runs runs;
    private static String table;

    @BeforeAll
    static void publish() throws SQLException {
        runs = new Runs(DATABASE, folder);
        table = runs.publish(MANIFEST, "run-1", csv(2, 1)).table();
        DATABASE.execute("CREATE TABLE public.salaries (name text)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM predictions.TABLE",
                "INSERT INTO predictions.TABLE (id) VALUES ('x')",
                "COPY predictions.TABLE (id) FROM STDIN",
                "DELETE FROM predictions.TABLE",
                "TRUNCATE predictions.TABLE",
                "DROP TABLE predictions.TABLE",
                "ALTER TABLE predictions.TABLE ADD COLUMN x int",
                "SELECT * FROM predictions.model_v1",
                "SELECT * FROM predictions.model_v1_current",
                "DROP VIEW predictions.model_v1_current",
                "INSERT INTO predictions.current_changes VALUES ('model', 1, 2, 1, 'x', 'x')",
                "UPDATE predictions.runs SET rows = 5",
                "DELETE FROM predictions.attempts",
                "UPDATE predictions.models SET held_version = NULL",
                "CREATE TABLE predictions.mine (x int)",
                "CREATE TABLE public.mine (x int)",
                "CREATE TEMP TABLE mine (x int)",
                "CREATE SCHEMA mine",
                "SELECT * FROM public.salaries",
                "SET ROLE slipway_owner",
                "SELECT predictions.make_current('model', 1, 'run-1', 'x', 'x')",
                "SELECT predictions.append_change('model', 1, 1, 'x', 'x')",
                "SELECT predictions.point_view('model', 1, 'salaries', '[]')",
                "SELECT predictions.widen('runs', '[]')",
                "SELECT predictions.succeed_attempt(1)"
            })
    void shouldNotLetTheJobDoAnythingButPublish(String sql) {
        assertThatThrownBy(() -> as(
                        Role.JOB,
                        sql.replace("TABLE predictions.TABLE", "TABLE predictions." + table)
                                .replace("predictions.TABLE", "predictions." + table)))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READER | INSERT INTO predictions.model_v1_current (id) VALUES ('x')",
                "READER | DELETE FROM predictions.model_v1",
                "READER | SELECT predictions.lease_run(1, 'x', 60)",
                "READER | SELECT predictions.drop_run(1, 2)",
                "READER | CREATE TABLE public.mine (x int)",
                "ETL    | DELETE FROM predictions.model_v1",
                "ETL    | SELECT predictions.drop_run(1, 2)",
                "ETL    | SELECT predictions.begin_run('x', 'x', 1, '1.0.0', '{}', now(), null, now())",
                "ETL    | CREATE TABLE predictions.mine (x int)",
                "ETL    | SELECT predictions.make_current('model', 1, 'run-1', 'x', 'x')",
                "ETL    | SELECT predictions.release_hold('model', 1, 'x', 'x')",
                "LEDGER | DELETE FROM predictions.model_v1_current",
                "LEDGER | SELECT * FROM predictions.model_v1",
                "LEDGER | SELECT predictions.lease_run(1, 'x', 60)",
                "LEDGER | SELECT predictions.drop_run(1, 2)",
                "LEDGER | SELECT predictions.begin_run('x', 'x', 1, '1.0.0', '{}', now(), null, now())",
                "LEDGER | UPDATE predictions.models SET held_version = NULL",
                "LEDGER | INSERT INTO predictions.current_changes VALUES ('model', 1, 2, 1, 'x', 'x')",
                "LEDGER | CREATE TABLE predictions.mine (x int)",
            })
    void shouldLetEachRoleDoNothingButItsWork(Role role, String sql) {
        assertThatThrownBy(() -> as(role, sql)).hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void shouldLetReadersReadPredictionsAndLedger() throws SQLException {
        for (Role role : new Role[] {Role.READER, Role.ETL}) {
            try (Connection connection = DATABASE.as(role).connect()) {
                assertThat(TestDatabase.rows(connection, "SELECT count(*) FROM predictions.model_v1_current"))
                        .containsExactly("2");
                assertThat(TestDatabase.rows(connection, "SELECT count(*) FROM predictions.model_v1"))
                        .containsExactly("2");
                assertThat(TestDatabase.rows(connection, "SELECT run_id FROM predictions.runs WHERE run_id = 'run-1'"))
                        .containsExactly("run-1");
            }
        }
        as(Role.ETL, "SELECT * FROM predictions." + table);
    }

    @Test
    void shouldTakeTheRightToInsertBackWithTheFirstTransaction() throws SQLException {
        Attempt attempt = runs.begin(MANIFEST, "half", AS_OF);
        try (Connection connection = DATABASE.as(Role.JOB).connect()) {
            connection.setAutoCommit(false);
            String open = "SELECT o_table FROM predictions.open_run(" + attempt.id() + ", '" + MANIFEST.toJson()
                    + "', 'sha')";
            String half = TestDatabase.rows(connection, open).get(0);
            execute(connection, "INSERT INTO predictions." + half + " (id, viewers) VALUES ('a', 1)");
            execute(connection, "SELECT predictions.seal_run(" + attempt.id() + ", 1, 0)");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO predictions." + half + " (id) VALUES ('b')"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void shouldNotRunAFunctionOfTheCallersOwn() throws SQLException {
        // With a search path of the caller's choice, "round" or "=" could be replaced by one that runs as the owner.
        try (Connection connection = DATABASE.as(Role.JOB).connect()) {
            execute(connection, "SET search_path = public, pg_catalog");
            DATABASE.execute("CREATE FUNCTION public.replace(text, text, text) RETURNS text LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'hijacked as %', current_user; END $$");
            execute(connection, "SELECT * FROM predictions.droppable_runs('model', 1, 2)");
            Published published = runs.publish(MANIFEST, "run-2", csv(2, 2));
            assertThat(published.current()).isTrue();
            // It is a trap: outside the definers it does spring.
            assertThatThrownBy(() -> execute(connection, "SELECT replace('a', 'b', 'c')"))
                    .hasMessageContaining("hijacked as slipway_job");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\"; DROP TABLE predictions.runs; --",
                "x'); DROP TABLE predictions.runs; --",
                "Ünï cödé",
                "select"
            })
    void shouldTakeANameForANameWhateverItSays(String name) throws SQLException {
        Manifest manifest =
                manifest("names-" + Integer.toHexString(name.hashCode()), "1.0.0", name + ":string", "order:double");
        String header = '"' + name.replace("\"", "\"\"") + "\",order\n";
        assertThat(runs.publish(manifest, name, header + "a,1\n").current()).isTrue();
        assertThat(DATABASE.rows("SELECT * FROM predictions." + manifest.name().identifier() + "_v1_current"))
                .containsExactly("a|1");
    }

    @Test
    void shouldRefuseATypeThatIsNotOnTheList() {
        String lie = MANIFEST.toJson().replace("\"double\"", "\"double precision, evil text\"");
        assertThatThrownBy(() -> as(
                        Role.JOB,
                        "SELECT predictions.begin_run('evil', 'model', 1, '1.0.0', '" + lie + "', now(), null, now())"))
                .hasMessageContaining("viewers: expected string, int, long");
    }

    private static void as(Role role, String sql) throws SQLException {
        try (Connection connection = DATABASE.as(role).connect()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
