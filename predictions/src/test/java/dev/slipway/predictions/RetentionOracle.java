package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which runs retention may have dropped, and which it has to, by the ledger's times in a few lines of Java. */
record RetentionOracle(TestDatabase analytics) {
    private record Run(String id, boolean dropped, boolean leased) {}

    /** Moves all that has happened a day and an hour into the past. Nobody works meanwhile. */
    void aDayPasses() throws SQLException {
        for (String column : List.of(
                "runs.published_at",
                "current_changes.changed_at",
                "hold_changes.changed_at",
                "attempts.started_at",
                "attempts.deadline",
                "attempts.ended_at",
                "leases.until")) {
            String[] place = column.split("\\.");
            analytics.execute("UPDATE predictions." + place[0] + " SET " + place[1] + " = " + place[1]
                    + " - interval '25 hours'");
        }
    }

    /** Proves that no run was dropped that somebody may need. */
    void prove(int major) throws SQLException {
        Set<String> needed = currentWithinADay(major);
        List<Run> runs = newestFirst(major);
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            assertThat(run.dropped() && (i < FaultPlan.KEEP || needed.contains(run.id()) || run.leased()))
                    .as("dropped, though needed: " + run + " of " + runs + ", current within a day: " + needed)
                    .isFalse();
        }
    }

    /** Proves that no other is left: right after a publish, when all times are of long ago. */
    void proveThatNoneIsLeft(int major) throws SQLException {
        Set<String> needed = currentWithinADay(major);
        List<Run> runs = newestFirst(major);
        for (int i = FaultPlan.KEEP; i < runs.size(); i++) {
            Run run = runs.get(i);
            assertThat(run.dropped() || needed.contains(run.id()) || run.leased())
                    .as("kept, though nobody needs it: " + run + " of " + runs + ", current within a day: " + needed)
                    .isTrue();
        }
    }

    private Set<String> currentWithinADay(int major) throws SQLException {
        List<String[]> changes = new ArrayList<>();
        for (String line : analytics.rows("SELECT run_id, changed_at > now() - interval '24 hours' FROM"
                + " predictions.current_changes c JOIN predictions.runs USING (run_no) WHERE c.major = " + major
                + " ORDER BY seq")) {
            changes.add(line.split("\\|"));
        }
        Set<String> within = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            // A run's day ends when the next one becomes current.
            if (i == changes.size() - 1 || changes.get(i + 1)[1].equals("t")) {
                within.add(changes.get(i)[0]);
            }
        }
        return within;
    }

    private List<Run> newestFirst(int major) throws SQLException {
        List<Run> runs = new ArrayList<>();
        for (String line : analytics.rows("SELECT run_id, state, EXISTS (SELECT FROM predictions.leases l WHERE"
                + " l.run_no = r.run_no AND until > now()) FROM predictions.runs r WHERE state <> 'started' AND major = "
                + major + " ORDER BY published_at DESC, run_no DESC")) {
            String[] run = line.split("\\|");
            runs.add(new Run(run[0], run[1].equals("dropped"), run[2].equals("t")));
        }
        return runs;
    }
}
