package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ETL and the application may do in the application database. */
class CopyPrivilegesIT {
    private static final TestRuns RUNS = TestRuns.fresh();

    @BeforeAll
    static void copy() throws SQLException {
        RUNS.publish("run-1", "VALUES ('a', 1)");
        RUNS.copy(replace("id", "viewers"));
        CopySpec merged = merge("id", "viewers");
        RUNS.copy(new CopySpec(merged.model(), 1, "audience_merged", merged.mode(), merged.fields(), merged.indexes()));
    }

    @Test
    void shouldLeaveEverythingToARoleThatNobodyCanLogInAs() throws SQLException {
        assertThat(RUNS.application()
                        .rows("SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
                                + " WHERE relnamespace = 'predictions'::regnamespace"))
                .containsExactly("slipway_owner");
        assertThat(RUNS.application()
                        .rows("SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc"
                                + " WHERE pronamespace = 'predictions'::regnamespace"))
                .containsExactly("slipway_owner");
        assertThat(RUNS.application()
                        .value("SELECT rolcanlogin OR rolsuper FROM pg_roles WHERE rolname = 'slipway_owner'"))
                .isEqualTo("f");
    }

    @Test
    void shouldLetTheApplicationReadViewsAlone() throws SQLException {
        assertThat(RUNS.application()
                        .rows("SELECT relname FROM pg_class"
                                + " WHERE relnamespace = 'predictions'::regnamespace AND relkind IN ('r', 'v', 'S', 'm', 'p', 'f')"
                                + " AND has_table_privilege('slipway_app', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE,"
                                + " REFERENCES, TRIGGER') ORDER BY 1"))
                .containsExactly("audience", "audience_merged", "freshness");
        assertThat(
                        RUNS.application()
                                .rows(
                                        "SELECT proname FROM pg_proc WHERE pronamespace ="
                                                + " 'predictions'::regnamespace AND has_function_privilege('slipway_app', oid, 'EXECUTE')"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO predictions.audience VALUES ('x', 1)",
                "UPDATE predictions.audience SET viewers = 0",
                "DELETE FROM predictions.audience",
                "SELECT * FROM predictions.audience$1_1",
                "SELECT * FROM predictions.copies",
                "CREATE TABLE predictions.mine (a int)",
                "SELECT predictions.drop_data('audience$1_1')"
            })
    void shouldRefuseTheApplicationAnythingElse(String sql) throws SQLException {
        refuse(Role.APP, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE predictions.mine (a int)",
                "CREATE TABLE public.mine (a int)",
                "INSERT INTO predictions.audience$1_1 VALUES ('x', 1)",
                "DELETE FROM predictions.audience$1_1",
                "DROP TABLE predictions.audience$1_1",
                "DROP VIEW predictions.audience",
                "UPDATE predictions.copies SET seq = 0",
                "DELETE FROM predictions.leaves",
                "SELECT predictions.end_load(1, 1, '{}')",
                "SELECT predictions.point_view('audience', '{a}', '{copies}')",
                "SET ROLE slipway_owner"
            })
    void shouldRefuseTheEtlAnythingButItsFunctions(String sql) throws SQLException {
        refuse(Role.ETL, sql);
    }

    @Test
    void shouldNotDropWhatIsShown() throws SQLException {
        try (Connection etl = RUNS.application().as(Role.ETL).connect()) {
            for (String name : new String[] {"audience$1_1", "copies", "audience"}) {
                assertThatThrownBy(() -> Sql.call(etl, "SELECT predictions.drop_data(?)", name))
                        .hasMessageContaining("predictions." + name + " is not a stale data table");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "text DEFAULT pg_sleep(9)", "text); DROP TABLE predictions.copies; --"})
    void shouldMakeNoColumnOfAnotherType(String type) throws SQLException {
        try (Connection etl = RUNS.application().as(Role.ETL).connect()) {
            assertThatThrownBy(() -> Sql.call(
                            etl,
                            "SELECT predictions.begin_load(jsonb_build_object('table_name', 'evil', 'model', 'm',"
                                    + " 'major', 1, 'mode', 'replace', 'seq', 1, 'run_no', 1, 'run_id', 'r', 'version',"
                                    + " '1.0.0', 'as_of', now(), 'spec', '', 'source', '', 'columns', '[\"a\"]'::jsonb,"
                                    + " 'types', jsonb_build_array(?), 'key', '[\"a\"]'::jsonb, 'indexes',"
                                    + " '[]'::jsonb, 'withdrawn', '[]'::jsonb, 'restores', 0, 'rows', 0))",
                            type))
                    .hasMessageContaining("a type that predictions never have");
        }
    }

    private void refuse(Role role, String sql) throws SQLException {
        try (Connection connection = RUNS.application().as(role).connect()) {
            assertThatThrownBy(() -> Sql.call(connection, sql))
                    .isInstanceOf(SQLException.class)
                    .extracting("SQLState")
                    .isEqualTo("42501");
        }
    }
}
