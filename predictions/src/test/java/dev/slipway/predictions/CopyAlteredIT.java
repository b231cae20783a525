package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables and views that are others', or that somebody altered or dropped. */
class CopyAlteredIT {
    private static final String ALL = "SELECT * FROM predictions.audience ORDER BY id";

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldRefuseATableThatIsNotSlipways() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.application().execute("CREATE TABLE predictions.audience (id text)");
        assertThatThrownBy(() -> runs.copy(replace("id", "viewers")))
                .hasMessage("copy to audience: predictions.audience is there already and no copy made it; drop it, or"
                        + " choose another table")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseAnotherModelsTable() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        CopySpec second = new CopySpec(TestRuns.MODEL, 2, "audience", CopySpec.Mode.REPLACE, List.of("id"), List.of());
        assertThatThrownBy(() -> runs.copy(second))
                .hasMessage("copy to audience: the table holds audience 1.x; give audience 2.x a table of its own");
    }

    @Test
    void shouldRefuseATableThatSomebodyAltered() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(merge("id", "viewers"));
        runs.application().execute("ALTER VIEW predictions.audience RENAME COLUMN viewers TO spectators");
        runs.publish("run-2", "VALUES ('a', 2)");

        assertThatThrownBy(() -> runs.copy(merge("id", "viewers")))
                .hasMessage("copy to audience: somebody altered predictions.audience, which no longer fits: expected"
                        + " the columns [id text, viewers double precision], found [id text, spectators double"
                        + " precision]")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(runs.seen(ALL)).containsExactly("a|1");

        runs.application().execute("ALTER VIEW predictions.audience RENAME COLUMN spectators TO viewers");
        runs.copy(merge("id", "viewers"));
        assertThat(runs.seen(ALL)).containsExactly("a|2");
    }

    @Test
    void shouldBringBackAViewOrTablesThatSomebodyDropped() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.publish("run-2", "VALUES ('b', 2)");
        for (CopySpec spec : List.of(replace("id", "viewers"), merge("id", "viewers"))) {
            runs.copy(spec);
            List<String> before = runs.seen(ALL);
            runs.application().execute("DROP VIEW predictions.audience");
            runs.copy(spec);
            assertThat(runs.seen(ALL)).isEqualTo(before);
            String data = runs.application().value("SELECT data_tables[1] FROM predictions.copies");
            runs.application().execute("DROP TABLE predictions." + Column.quoted(data) + " CASCADE");
            runs.copy(spec);
            assertThat(runs.seen(ALL)).isEqualTo(before);
        }
    }

    @Test
    void shouldRefuseARunsTableThatIsNotWhatItsManifestSays() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.analytics().execute("ALTER TABLE predictions.audience_v1_run_1 ALTER viewers TYPE bigint");
        assertThatThrownBy(() -> runs.copy(replace("id", "viewers")))
                .hasMessage("predictions.audience_v1_run_1 of run run-1: column viewers is bigint, but double precision"
                        + " by the manifest")
                .extracting("exitCode")
                .isEqualTo(ExitCode.DEFECT);
    }
}
