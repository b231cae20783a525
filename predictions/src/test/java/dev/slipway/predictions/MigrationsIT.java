package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationsIT {
    private final TestDatabase database = TestServers.ANALYTICS.fresh();

    @Test
    void shouldLeaveEverythingToAnOwnerThatCannotLogIn() throws SQLException {
        assertThat(database.rows("""
                        SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
                        WHERE relnamespace = 'predictions'::regnamespace
                        UNION SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc
                        WHERE pronamespace = 'predictions'::regnamespace""")).containsExactly("slipway_owner");
        assertThat(database.rows(
                        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'slipway%' AND rolcanlogin ORDER BY 1"))
                .containsExactly("slipway_etl", "slipway_job", "slipway_ledger", "slipway_migrator", "slipway_reader");
        assertThat(database.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'slipway%'"
                        + " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls)"))
                .isEmpty();
    }

    @Test
    void shouldDoNothingWhenRunAgain() throws SQLException {
        String before = database.value("SELECT count(*) FROM predictions.schema_history");
        Migrations.analytics(database.as(Role.MIGRATOR));
        assertThat(database.value("SELECT count(*) FROM predictions.schema_history"))
                .isEqualTo(before);
    }

    @Test
    void shouldGoOnWithACopyThatWasCutBeforeLeavesKnewWhereTheyBegin() throws SQLException, IOException {
        TestDatabase application = TestServers.APPLICATION.fresh();
        try (Connection admin = application.admin();
                InputStream script =
                        Migrations.class.getResourceAsStream("/db/application/V2__two_leaves_at_once.sql")) {
            Sql.call(admin, "ALTER TABLE predictions.leaves DROP COLUMN from_block");
            Sql.call(admin, "ALTER TABLE predictions.loads DROP COLUMN begun");
            Sql.call(admin, """
                    INSERT INTO predictions.loads (table_name, model, major, mode, seq, run_no, run_id, version, as_of,
                        spec, source, columns, types, key, indexes, withdrawn, restores, tries)
                    VALUES ('t', 'm', 1, 'merge', 1, 1, 'r', '1.0.0', now(), '', '', '{}', '{}', '{}', '[]', '{}', 0, 1)
                    """);
            Sql.call(admin, """
                    INSERT INTO predictions.leaves (load_no, leaf, part, data_table, rows, next_block)
                    VALUES (1, 1, 0, 'a', 9, 7), (1, 2, 0, 'b', 9, NULL), (1, 3, 1, 'c', 9, 5)""");
            Sql.call(admin, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(application.rows("SELECT leaf, from_block, next_block FROM predictions.leaves ORDER BY leaf"))
                .containsExactly("1|0|7", "2|7|-", "3|0|5");
        assertThat(application.value("SELECT begun FROM predictions.loads")).isEqualTo("4");
    }

    @Test
    void shouldSetAPasswordAgain() throws SQLException {
        try (Connection admin = database.admin()) {
            DatabaseRoles.createAnalytics(admin, Map.of(Role.READER, "another one"));
        }
        new Database(database.as(Role.READER).url(), "slipway_reader", "another one")
                .connect()
                .close();
        assertThatThrownBy(() -> database.as(Role.READER).connect())
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("slipway_reader")
                .hasMessageNotContaining("secret of")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        try (Connection admin = database.admin()) {
            DatabaseRoles.createAnalytics(admin, database.passwords());
        }
    }

    @Test
    void shouldPinTheSearchPathOfEveryDefinerAndKeepPublicOut() throws SQLException {
        assertThat(database.rows("""
                        SELECT proname FROM pg_proc WHERE pronamespace = 'predictions'::regnamespace AND prosecdef
                        AND NOT coalesce(proconfig, '{}') @> '{"search_path=pg_catalog, pg_temp"}'""")).isEmpty();
        assertThat(database.rows("""
                        SELECT proname FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))
                        WHERE pronamespace = 'predictions'::regnamespace AND grantee = 0""")).isEmpty();
    }
}
