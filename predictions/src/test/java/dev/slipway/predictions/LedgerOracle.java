package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Plays the rules of what becomes current in a few lines of Java, in the order in which the ledger says that things
 * happened, and compares what follows from them with what the ledger says came of it.
 */
final class LedgerOracle {
    static final String ROLLBACK = "rolled back";

    private record Event(long micros, MadeRun published, long runNo, String held, int major, String rolledTo) {}

    private static final class Major {
        MadeRun current;
        long currentNo;
        String heldVersion;
        final List<String> changes = new ArrayList<>();
        final List<String> holds = new ArrayList<>();
    }

    private final TestDatabase analytics;
    private final MadeRuns runs;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Integer, Major> majors = new HashMap<>();

    /** @param runs all runs that could be in the ledger */
    LedgerOracle(TestDatabase analytics, MadeRuns runs) {
        this.analytics = analytics;
        this.runs = runs;
    }

    /** Proves the ledger; answers the ids of the runs that became current in a major version, in that order. */
    Map<Integer, List<String>> changes() throws SQLException {
        events().forEach(this::play);
        Map<Integer, List<String>> changes = new HashMap<>();
        for (int major : List.of(1, 2)) {
            Major expected = majors.getOrDefault(major, new Major());
            assertThat(analytics.rows(
                            "SELECT seq, run_id, reason FROM predictions.current_changes c JOIN predictions.runs r"
                                    + " USING (run_no) WHERE c.major = " + major + " ORDER BY seq"))
                    .as("what became current in major version " + major)
                    .isEqualTo(expected.changes);
            assertThat(analytics.rows("SELECT version, held FROM predictions.hold_changes WHERE major = " + major
                            + " ORDER BY changed_at"))
                    .as("what was held in major version " + major)
                    .isEqualTo(expected.holds);
            changes.put(
                    major,
                    expected.changes.stream().map(line -> line.split("\\|")[1]).toList());
        }
        return changes;
    }

    private List<Event> events() throws SQLException {
        List<Event> events = new ArrayList<>();
        for (String line : analytics.rows("SELECT run_id, run_no, rows, duplicates, (extract(epoch FROM published_at) *"
                + " 1000000)::bigint, held_reason FROM predictions.runs WHERE state <> 'started'")) {
            String[] run = line.split("\\|", 6);
            MadeRun made = runs.get(run[0]);
            assertThat(run[2] + " rows, " + run[3] + " doubled")
                    .as("run " + run[0])
                    .isEqualTo(made.rows() + " rows, " + made.doubled() + " doubled");
            numbers.put(run[0], Long.valueOf(run[1]));
            events.add(new Event(Long.parseLong(run[4]), made, Long.parseLong(run[1]), run[5], made.major(), null));
        }
        for (String line : analytics.rows("SELECT (extract(epoch FROM changed_at) * 1000000)::bigint, c.major, run_id"
                + " FROM predictions.current_changes c JOIN predictions.runs USING (run_no) WHERE reason = '" + ROLLBACK
                + "'")) {
            String[] change = line.split("\\|");
            events.add(new Event(Long.parseLong(change[0]), null, 0, null, Integer.parseInt(change[1]), change[2]));
        }
        for (String line : analytics.rows("SELECT (extract(epoch FROM changed_at) * 1000000)::bigint, major FROM"
                + " predictions.hold_changes WHERE NOT held AND reason = 'released'")) {
            String[] release = line.split("\\|");
            events.add(new Event(Long.parseLong(release[0]), null, 0, null, Integer.parseInt(release[1]), null));
        }
        events.sort(Comparator.comparingLong(Event::micros));
        return events;
    }

    private void play(Event event) {
        Major major = majors.computeIfAbsent(event.major, number -> new Major());
        if (event.published != null) {
            publish(major, event);
        } else if (event.rolledTo != null) {
            MadeRun target = runs.get(event.rolledTo);
            long number = numbers.get(event.rolledTo);
            if (isOlder(target, number, major)) {
                hold(major, major.current.version());
            } else if (target.version().equals(major.heldVersion)) {
                hold(major, null);
            }
            show(major, target, number, ROLLBACK);
        } else {
            hold(major, null);
        }
    }

    /** Nothing is older than what was never there: a held run may be the first one that is shown. */
    private static boolean isOlder(MadeRun run, long number, Major major) {
        int asOf = major.current == null ? 1 : run.asOf().compareTo(major.current.asOf());
        return asOf < 0 || (asOf == 0 && number < major.currentNo);
    }

    private static void publish(Major major, Event event) {
        MadeRun run = event.published;
        TreeSet<String> reasons = new TreeSet<>();
        if (run.version().equals(major.heldVersion)) {
            reasons.add("is held since");
        }
        if (run.rows() == 0) {
            reasons.add("it has no rows");
        } else if (run.rows() < run.minRows()) {
            reasons.add("fewer than minRows");
        }
        if (major.current != null
                && run.rowChange() >= 0
                && Math.abs(run.rows() - major.current.rows()) > run.rowChange() * major.current.rows()) {
            reasons.add("more than rowChange");
        }
        if (major.current != null && run.asOf().isBefore(major.current.asOf())) {
            reasons.add("is older than");
        }
        if (reasons.isEmpty()) {
            assertThat(event.held).as("why " + run.id() + " is held").isEqualTo("-");
        } else {
            assertThat(event.held).as("why " + run.id() + " is held").contains(reasons);
            assertThat(event.held.split("; ")).as(event.held).hasSameSizeAs(reasons);
        }
        if (major.heldVersion != null && !major.heldVersion.equals(run.version())) {
            hold(major, null);
        }
        if (reasons.isEmpty()) {
            show(major, run, event.runNo, "published");
        }
    }

    private static void show(Major major, MadeRun run, long number, String reason) {
        major.current = run;
        major.currentNo = number;
        major.changes.add(major.changes.size() + 1 + "|" + run.id() + "|" + reason);
    }

    private static void hold(Major major, String version) {
        if (version == null ? major.heldVersion != null : !version.equals(major.heldVersion)) {
            major.holds.add(version == null ? major.heldVersion + "|f" : version + "|t");
        }
        major.heldVersion = version;
    }
}
