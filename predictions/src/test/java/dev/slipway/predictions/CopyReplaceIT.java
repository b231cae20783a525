package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyReplaceIT {
    private static final String ALL = "SELECT * FROM predictions.audience ORDER BY id";

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldShowTheCurrentRunAndSayHowFreshItIs() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1.5), ('b', NULL)");

        CopyOutcome outcome = runs.copy(replace("id", "viewers"));

        assertThat(outcome).isEqualTo(new CopyOutcome("audience", true, 2, 2, "run-1", 1, List.of()));
        assertThat(runs.seen(ALL)).containsExactly("a|1.5", "b|-");
        assertThat(runs.seen("SELECT \"table\", model, version, run, as_of AT TIME ZONE 'UTC', rows,"
                        + " copied_at > now() - interval '1 minute' FROM predictions.freshness"))
                .containsExactly("audience|audience|1.0.0|run-1|2026-11-20 06:00:00|2|t");
    }

    @Test
    void shouldShowTheNextRunInsteadOfTheOneBeforeAndDropTheOldTableAtTheCopyAfter() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 2)");
        runs.copy(replace("id", "viewers"));
        runs.publish("run-2", "VALUES ('b', 3), ('c', 4)");
        runs.copy(replace("id", "viewers"));

        assertThat(runs.seen(ALL)).containsExactly("b|3", "c|4");
        assertThat(runs.dataTables()).containsExactly("audience$1_1", "audience$2_1");
        runs.copy(replace("id", "viewers"));
        assertThat(runs.dataTables()).containsExactly("audience$2_1");
    }

    @Test
    void shouldFollowARollback() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.publish("run-2", "VALUES ('a', 2)");
        runs.copy(replace("id", "viewers"));
        runs.makeCurrent("run-1", "rollback");

        CopyOutcome outcome = runs.copy(replace("id", "viewers"));

        assertThat(outcome.runId()).isEqualTo("run-1");
        assertThat(outcome.seq()).isEqualTo(3);
        assertThat(runs.seen(ALL)).containsExactly("a|1");
    }

    @Test
    void shouldDoNothingWhenNothingIsNew() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        String before = runs.application().value("SELECT copied_at || data_tables::text FROM predictions.copies");

        CopyOutcome outcome = runs.copy(replace("id", "viewers"));

        assertThat(outcome).isEqualTo(new CopyOutcome("audience", true, 1, 0, "run-1", 1, List.of()));
        assertThat(runs.application().value("SELECT copied_at || data_tables::text FROM predictions.copies"))
                .isEqualTo(before);
        assertThat(runs.analytics().rows("SELECT * FROM predictions.leases")).isEmpty();
    }

    @Test
    void shouldSayThatNoRunIsCurrentYet() {
        assertThat(runs.copy(replace("id")))
                .isEqualTo(new CopyOutcome(
                        "audience", true, 0, 0, null, 0, List.of("no run of audience 1.x is current yet")));
    }

    @Test
    void shouldShowARunWithoutRows() throws SQLException {
        runs.publish("run-1", "SELECT 'a', 1 WHERE false");

        assertThat(runs.copy(replace("id", "viewers")).complete()).isTrue();
        assertThat(runs.seen(ALL)).isEmpty();
    }

    @Test
    void shouldKeepAFieldThatIsNoLongerCopiedAsNullAndAppendANewOne() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        List<Field> wider = List.of(TestRuns.ID, TestRuns.VIEWERS, Field.parse("Share %", "long?"));
        runs.publish("run-2", "1.1.0", wider, "VALUES ('a', 2, 30)");
        runs.copy(replace("id", "Share %"));
        assertThat(runs.seen("SELECT id, viewers, \"Share %\" FROM predictions.audience"))
                .containsExactly("a|-|30");

        runs.copy(replace("Share %", "viewers", "id"));
        assertThat(runs.seen(ALL)).containsExactly("a|2|30");
        assertThat(columns()).containsExactly("id text", "viewers double precision", "Share % bigint");
    }

    @Test
    void shouldShowNullWhereARollbackBringsBackARunWithoutTheField() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        List<Field> wider = List.of(TestRuns.ID, TestRuns.VIEWERS, Field.parse("share", "long?"));
        runs.publish("run-2", "1.1.0", wider, "VALUES ('a', 2, 30)");
        runs.makeCurrent("run-1", "rollback");

        runs.copy(replace("id", "viewers", "share"));

        assertThat(runs.seen(ALL)).containsExactly("a|1|-");
        assertThat(columns()).containsExactly("id text", "viewers double precision", "share bigint");
    }

    @Test
    void shouldRefuseAFieldThatNoRunHas() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        assertThatThrownBy(() -> runs.copy(replace("id", "viewer")))
                .hasMessage("copy to audience: no run of audience 1.x has a field viewer; version 1.0.0 has"
                        + " [id, viewers]")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseToLeaveOutTheKey() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        assertThatThrownBy(() -> runs.copy(replace("viewers")))
                .hasMessage("copy to audience: fields must have the model's key [id], got [viewers]");
    }

    @Test
    void shouldRefuseToRetypeAFieldAndLeaveTheTableAsItIs() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        runs.publish("run-2", "1.1.0", List.of(TestRuns.ID, Field.parse("viewers", "long")), "VALUES ('a', 2)");

        assertThatThrownBy(() -> runs.copy(replace("id", "viewers")))
                .hasMessage("copy to audience: field viewers is double precision in predictions.audience, but bigint"
                        + " in version 1.1.0 of audience; a field keeps its type: give a new major version a table of"
                        + " its own");
        assertThat(runs.seen(ALL)).containsExactly("a|1");
    }

    @Test
    void shouldIndexWhatIsAskedForAndTheKey() throws SQLException {
        runs.publish("run-1", "SELECT 'programme ' || i, i FROM generate_series(1, 2000) AS i");
        CopySpec spec = new CopySpec(
                TestRuns.MODEL,
                1,
                "audience",
                CopySpec.Mode.REPLACE,
                List.of("viewers", "id"),
                List.of(List.of("viewers"), List.of("viewers", "id")));
        runs.copy(spec);

        assertThat(runs.application()
                        .rows("SELECT replace(indexdef, 'predictions.', '') FROM pg_indexes"
                                + " WHERE tablename = 'audience$1_1' ORDER BY indexname"))
                .satisfiesExactlyInAnyOrder(
                        index -> assertThat(index)
                                .startsWith("CREATE UNIQUE INDEX")
                                .endsWith("(id)"),
                        index -> assertThat(index).endsWith("(viewers)"),
                        index -> assertThat(index).endsWith("(viewers, id)"));
        assertThat(runs.application().rows("EXPLAIN SELECT * FROM predictions.audience WHERE id = 'programme 7'"))
                .first()
                .asString()
                .startsWith("Index Scan");
    }

    @Test
    void shouldKeepTheApplicationsOwnViewsAndGrants() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        runs.application().execute("CREATE ROLE campaign");
        runs.application().execute("GRANT SELECT ON predictions.audience TO campaign");
        runs.application()
                .execute("CREATE VIEW public.popular AS SELECT id FROM predictions.audience WHERE viewers > 1");
        runs.application().execute("COMMENT ON VIEW predictions.audience IS 'the application''s own words'");
        String grants = runs.application()
                .value("SELECT relacl::text FROM pg_class WHERE oid = 'predictions.audience'::regclass");
        runs.publish("run-2", "VALUES ('a', 1), ('b', 2)");

        runs.copy(replace("id", "viewers"));

        assertThat(runs.application().rows("SELECT * FROM public.popular")).containsExactly("b");
        assertThat(runs.application()
                        .value("SELECT relacl::text FROM pg_class WHERE oid = 'predictions.audience'::regclass"))
                .isEqualTo(grants)
                .contains("campaign");
        assertThat(runs.application().value("SELECT obj_description('predictions.audience'::regclass)"))
                .isEqualTo("the application's own words");
    }

    @Test
    void shouldCarryEveryTypeAndTextAsItIs() throws SQLException {
        List<Field> fields = List.of(
                Field.parse("id", "long"),
                TestRuns.field("text", FieldType.STRING),
                TestRuns.field("a \"quoted\" näme", FieldType.INT),
                TestRuns.field("d", FieldType.DOUBLE),
                TestRuns.field("b", FieldType.BOOLEAN),
                TestRuns.field("day", FieldType.DATE),
                TestRuns.field("at", FieldType.TIMESTAMP));
        String values = """
                VALUES (-9223372036854775808, E'a''b"c\\\\d\\n,;\\t\\\\.', -2147483648, 'NaN'::float8, true,
                        '0001-01-01'::date, '0001-01-01T00:00:00Z'::timestamptz),
                       (9223372036854775807, 'Ünïcödé 漢字 🎬 ﷽', 2147483647, '-Infinity', false,
                        '9999-12-31', '9999-12-31T23:59:59.999999Z'),
                       (0, repeat('long 語', 150000), 0, 5e-324, NULL, '2026-11-21', '2026-11-21T06:00:00+01:00'),
                       (1, NULL, NULL, NULL, NULL, NULL, NULL)""";
        runs.publish("run-1", "1.0.0", fields, values);

        runs.copy(replace("id", "text", "a \"quoted\" näme", "d", "b", "day", "at"));

        String select = "SELECT id, text, \"a \"\"quoted\"\" näme\", d, b, day, at AT TIME ZONE 'UTC' FROM ";
        assertThat(runs.seen(select + "predictions.audience ORDER BY id"))
                .isEqualTo(runs.analytics().rows(select + "predictions.audience_v1_run_1 ORDER BY id"));
    }

    private List<String> columns() throws SQLException {
        return runs.application()
                .rows("SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'predictions.audience'::regclass AND attnum > 0 ORDER BY attnum");
    }
}
