package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
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
