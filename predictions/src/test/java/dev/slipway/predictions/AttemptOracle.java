package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proves each attempt by what its process said, and each run by its content. */
record AttemptOracle(TestDatabase analytics, MadeRuns runs, List<FaultDeed> deeds) {
    void prove() throws SQLException {
        Map<Long, String> outcomes = outcomes("predictions.attempts");
        for (FaultDeed deed : deeds) {
            assertThat(deed.answer()).as("child: " + deed).isNotNull().doesNotContainEntry("answer", "broke");
            assertThat(deed.was("ended") && !deed.child().wasKilled())
                    .as("child that died of itself: " + deed)
                    .isFalse();
            if (deed.attempt() != null) {
                assertThat(outcomes).as("attempt of " + deed).containsKey(deed.attempt());
                String outcome = outcomes.get(deed.attempt());
                if (deed.was("published")) {
                    assertThat(outcome).as("attempt of " + deed).isEqualTo("succeeded|0");
                } else if (deed.was("failed")) {
                    // Where the database was away, nobody could write it down; where an answer was lost, it was done.
                    assertThat(outcome)
                            .as("attempt of " + deed)
                            .isIn("failed|" + deed.answer().get("code"), "running|-", "succeeded|0");
                }
            }
        }
        proveRuns();
    }

    private void proveRuns() throws SQLException {
        assertThat(analytics.rows("SELECT run_id FROM predictions.runs r WHERE state <> 'started' AND NOT EXISTS"
                        + " (SELECT FROM predictions.attempts a WHERE a.run_no = r.run_no AND outcome = 'succeeded')"))
                .as("runs that no attempt has published")
                .isEmpty();
        List<String> tables = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        List<String> look = new ArrayList<>();
        for (String line : analytics.rows(
                "SELECT run_id, table_name FROM predictions.runs WHERE state = 'published' ORDER BY run_no")) {
            String[] run = line.split("\\|");
            tables.add(run[1]);
            look.add("SELECT '" + run[0] + "', count(*), coalesce(sum(weight), 0) FROM predictions." + run[1]
                    + " WHERE run = '" + run[0] + "'");
            whole.add(run[0] + "|" + CopyOracle.fingerprint(runs.content(run[0])));
        }
        if (!look.isEmpty()) {
            assertThat(analytics.rows(String.join(" UNION ALL ", look)))
                    .as("every run is whole")
                    .isEqualTo(whole);
        }
        assertThat(analytics.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                        + " 'predictions'::regnamespace AND relname ~ '_r[0-9]+$'"))
                .as("tables of runs, none of them left behind")
                .containsExactlyInAnyOrderElementsOf(tables);
    }

    /** All deadlines are over: an attempt whose process is dead is lost, or was done before. */
    void proveAllEnded() throws SQLException {
        Map<Long, String> outcomes = outcomes("predictions.attempt_history");
        assertThat(outcomes.values()).as("outcomes of attempts").noneMatch(outcome -> outcome.startsWith("running"));
        for (FaultDeed deed : deeds) {
            if (deed.attempt() != null && deed.child().wasKilled() && deed.was("ended")) {
                assertThat(outcomes.get(deed.attempt()))
                        .as("attempt of " + deed)
                        .isIn("lost|-", "succeeded|0", "failed|75");
            }
        }
    }

    private Map<Long, String> outcomes(String relation) throws SQLException {
        Map<Long, String> outcomes = new HashMap<>();
        for (String line : analytics.rows("SELECT attempt_id, outcome, exit_code FROM " + relation)) {
            String[] attempt = line.split("\\|", 2);
            outcomes.put(Long.valueOf(attempt[0]), attempt[1]);
        }
        return outcomes;
    }
}
