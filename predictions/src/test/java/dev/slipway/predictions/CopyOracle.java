package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a copied table has to show, from the runs' contents and the order in which they became current.
 *
 * @param runs their contents
 * @param changes ids of the runs that became current, in that order
 * @param dropped ids of the runs that retention has dropped
 */
record CopyOracle(FaultPlan.Table table, MadeRuns runs, List<String> changes, Set<String> dropped) {
    /** Count and sum of weights: tells one set of rows from another. */
    static String fingerprint(Map<String, Map<String, String>> rows) {
        long sum = 0;
        for (Map<String, String> row : rows.values()) {
            sum += Long.parseLong(row.get("weight"));
        }
        return rows.size() + "|" + sum;
    }

    /** The rows by key after so many changes. */
    Map<String, Map<String, String>> after(int seq) {
        if (table.mode == CopySpec.Mode.REPLACE) {
            return runs.content(changes.get(seq - 1));
        }
        Map<String, Map<String, String>> fold = new HashMap<>();
        stack(seq).forEach(run -> fold.putAll(runs.content(run)));
        return fold;
    }

    /** A run that becomes current again while it lies in the stack withdraws what lies above it. */
    private List<String> stack(int seq) {
        List<String> stack = new ArrayList<>();
        for (String run : changes.subList(0, seq)) {
            int at = stack.indexOf(run);
            if (at >= 0) {
                stack.subList(at + 1, stack.size()).clear();
            } else {
                stack.add(run);
            }
        }
        return stack;
    }

    /** The fingerprints of all states that the table may have been in, in their order. */
    List<String> fingerprints() {
        List<String> all = new ArrayList<>();
        for (int seq = 1; seq <= changes.size(); seq++) {
            all.add(fingerprint(after(seq)));
        }
        return all;
    }

    /** Proves that the table shows what its checkpoint says; answers the checkpoint's seq, 0 where there is none. */
    int prove(TestDatabase application) throws SQLException {
        List<String> checkpoint = application.rows(
                "SELECT seq, run_id, rows, spec FROM predictions.copies WHERE table_name = '" + table.view() + "'");
        if (checkpoint.isEmpty()) {
            assertThat(application.value("SELECT to_regclass('predictions." + table.view() + "')"))
                    .isEqualTo("-");
            return 0;
        }
        String[] values = checkpoint.get(0).split("\\|", 4);
        int seq = Integer.parseInt(values[0]);
        assertThat(seq).as("checkpoint").isBetween(1, changes.size());
        assertThat(values[1]).as("checkpoint's run").isEqualTo(changes.get(seq - 1));
        Map<String, String> expected =
                lines(after(seq), CopySpec.parse(values[3]).fields());
        Map<String, String> shown = shown(application);
        assertThat(shown.size()).as("rows by the checkpoint").isEqualTo(Integer.parseInt(values[2]));
        forgetDropped(expected, shown, seq);
        assertThat(shown).as(table + " at " + seq).isEqualTo(expected);
        return seq;
    }

    /** A key whose newest row was of a run that is dropped may be gone, or have an older row, after a rollback. */
    private void forgetDropped(Map<String, String> expected, Map<String, String> shown, int seq) {
        if (table.mode == CopySpec.Mode.REPLACE || dropped.isEmpty()) {
            return;
        }
        after(seq).forEach((key, row) -> {
            if (dropped.contains(row.get("run"))) {
                expected.remove(key);
                shown.remove(key);
            }
        });
    }

    private static Map<String, String> lines(Map<String, Map<String, String>> rows, List<String> fields) {
        Map<String, String> lines = new TreeMap<>();
        rows.forEach((key, row) -> {
            List<String> values = new ArrayList<>();
            for (String field : List.of("run", "total", "weight", MadeRun.SHARE)) {
                String value = fields.contains(field) ? row.get(field) : null;
                values.add(value == null ? "-" : value);
            }
            lines.put(key, String.join("|", values));
        });
        return lines;
    }

    private Map<String, String> shown(TestDatabase application) throws SQLException {
        boolean share = application
                .value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'predictions." + table.view()
                        + "'::regclass AND attname = '" + MadeRun.SHARE + "'")
                .equals("1");
        Map<String, String> shown = new TreeMap<>();
        for (String line : application.rows("SELECT id, run, total, weight, " + (share ? MadeRun.SHARE : "NULL")
                + " FROM predictions." + table.view())) {
            String[] row = line.split("\\|", 2);
            assertThat(shown.put(row[0], row[1])).as("another row of " + row[0]).isNull();
        }
        return shown;
    }
}
