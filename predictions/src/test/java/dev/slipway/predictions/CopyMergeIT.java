package dev.slipway.predictions;

import static dev.slipway.predictions.TestRuns.merge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopyMergeIT {
    private static final String ALL = "SELECT * FROM predictions.audience ORDER BY id";

    private final TestRuns runs = TestRuns.fresh();

    @Test
    void shouldLayTheRowsOfEachRunOverThoseOfTheRunsBefore() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1)");
        assertThat(runs.copy(merge("id", "viewers")))
                .isEqualTo(new CopyOutcome("audience", true, 2, 2, "run-1", 1, List.of()));
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.publish("run-3", "VALUES ('c', 3)");

        assertThat(runs.copy(merge("id", "viewers")))
                .isEqualTo(new CopyOutcome("audience", true, 3, 2, "run-3", 3, List.of()));

        assertThat(runs.seen(ALL)).containsExactly("a|1", "b|2", "c|3");
        assertThat(runs.seen("SELECT run, rows FROM predictions.freshness")).containsExactly("run-3|3");
    }

    @Test
    void shouldFoldTheRunsThatWereThereBeforeTheFirstCopy() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1), ('c', 1)");
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.publish("run-3", "VALUES ('c', 3)");
        runs.makeCurrent("run-2", "rollback");

        assertThat(runs.copy(merge("id", "viewers")).rows()).isEqualTo(3);

        assertThat(runs.seen(ALL)).containsExactly("a|1", "b|2", "c|1");
        assertThat(runs.seen("SELECT run, rows FROM predictions.freshness")).containsExactly("run-2|3");
    }

    @Test
    void shouldLeaveNoLeafBehind() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1)");
        runs.copy(merge("id", "viewers"));
        assertThat(runs.dataTables()).as("the first leaf is the table").containsExactly("audience$1_1");
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.copy(merge("id", "viewers"));
        assertThat(runs.dataTables()).containsExactly("audience$1_1");
    }

    @Test
    void shouldLeaveNoLeafOfTheRunsBeforeTheFirstCopyBehind() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1)");
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.copy(merge("id", "viewers"));
        assertThat(runs.dataTables()).as("what was made of two leaves").containsExactly("audience$1_0");
    }

    @Test
    void shouldRestoreTheNewestEarlierRowOfEachWithdrawnKeyOrRemoveIt() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1), ('c', 1)");
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.publish("run-3", "VALUES ('a', 3), ('b', 3), ('d', 3)");
        runs.publish("run-4", "VALUES ('c', 4), ('e', 4)");
        runs.copy(merge("id", "viewers"));
        runs.makeCurrent("run-2", "rollback");

        runs.copy(merge("id", "viewers"));

        assertThat(runs.seen(ALL)).containsExactly("a|1", "b|2", "c|1");
    }

    @Test
    void shouldLeaveRowsOfDroppedRunsAloneAndRemoveWhatOnlyTheyCouldRestore() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1)");
        runs.publish("run-2", "VALUES ('b', 2), ('c', 2)");
        runs.publish("run-3", "VALUES ('b', 3), ('a', 3)");
        runs.copy(merge("id", "viewers"));
        runs.publish("run-4", "VALUES ('a', 4)");
        runs.drop("run-1");
        runs.makeCurrent("run-2", "rollback");

        runs.copy(merge("id", "viewers"));

        assertThat(runs.seen(ALL)).containsExactly("b|2", "c|2");
    }

    @Test
    void shouldTakeBackAWithdrawnRunWhoseOwnTableIsGone() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1)");
        runs.publish("run-2", "VALUES ('b', 2), ('c', 2)");
        runs.copy(merge("id", "viewers"));
        runs.makeCurrent("run-1", "rollback");
        runs.drop("run-2");

        runs.copy(merge("id", "viewers"));

        assertThat(runs.seen(ALL)).containsExactly("a|1", "b|1");
    }

    @Test
    void shouldAppendAFieldAndFillItFromTheRunsThatAreStillThere() throws SQLException {
        List<Field> wider = List.of(TestRuns.ID, TestRuns.VIEWERS, Field.parse("share", "long?"));
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.publish("run-2", "1.1.0", wider, "VALUES ('b', 2, 20), ('c', 2, 20)");
        runs.copy(merge("id", "viewers"));

        runs.copy(new CopySpec(
                TestRuns.MODEL, 1, "audience", CopySpec.Mode.MERGE, List.of("id", "share"), List.of(List.of("share"))));

        assertThat(runs.seen(ALL)).containsExactly("a|-|-", "b|-|20", "c|-|20");
        assertThat(runs.application().value("SELECT count(*) FROM pg_indexes WHERE tablename = 'audience$1_0'"))
                .isEqualTo("2");
        runs.publish("run-3", "1.1.0", wider, "VALUES ('c', 3, 30)");
        runs.copy(merge("id", "share"));
        runs.copy(merge("id", "viewers"));
        assertThat(runs.seen(ALL)).containsExactly("a|1|-", "b|2|-", "c|3|-");
    }

    @Test
    void shouldChangeBetweenMergeAndReplace() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.publish("run-2", "VALUES ('b', 2)");
        runs.copy(TestRuns.replace("id", "viewers"));
        assertThat(runs.seen(ALL)).containsExactly("b|2");
        runs.copy(merge("id", "viewers"));
        assertThat(runs.seen(ALL)).containsExactly("a|1", "b|2");
        runs.copy(TestRuns.replace("id", "viewers"));
        assertThat(runs.seen(ALL)).containsExactly("b|2");
    }

    @Test
    void shouldLayABackfillOverASmallerTable() throws SQLException {
        runs.publish("run-1", "VALUES ('7', -1), ('x', -1)");
        runs.copy(merge("id", "viewers"));
        runs.publish("run-2", "SELECT i::text, i FROM generate_series(1, 5000) AS i");
        assertThat(runs.copy(merge("id", "viewers")).rows()).isEqualTo(5001);
        assertThat(runs.seen("SELECT * FROM predictions.audience WHERE id IN ('7', 'x') ORDER BY id"))
                .containsExactly("7|7", "x|-1");
    }

    @Test
    void shouldAppendNewKeysInOrderAndLayThoseThatTurnOutToBeThere() throws SQLException {
        Copier copier = runs.copier(new CopySize(500, 250));
        runs.publish("run-1", "SELECT 'a' || i, 1 FROM generate_series(1, 50) AS i");
        copier.copy(merge("id", "viewers"), () -> 900_000);
        runs.publish("run-2", "VALUES ('c', 2), ('b', 2)");

        assertThat(copier.copy(merge("id", "viewers"), () -> 900_000))
                .isEqualTo(new CopyOutcome("audience", true, 52, 2, "run-2", 2, List.of()));

        String stored = "SELECT id FROM predictions.\"audience$1_1\" WHERE slipway_run = 2 ORDER BY ctid";
        assertThat(runs.application().rows(stored))
                .as("in the order of the key")
                .containsExactly("b", "c");
        assertThat(runs.application()
                        .value("SELECT has_table_privilege('slipway_etl', 'predictions.audience$1_1', 'INSERT')"))
                .isEqualTo("f");
        // The first key of the only block is new.
        runs.publish("run-3", "VALUES ('d', 3), ('a7', 3), ('e', 3)");
        assertThat(copier.copy(merge("id", "viewers"), () -> 900_000))
                .isEqualTo(new CopyOutcome("audience", true, 54, 3, "run-3", 3, List.of()));
        assertThat(runs.seen("SELECT * FROM predictions.audience WHERE viewers > 1 ORDER BY id"))
                .containsExactly("a7|3", "b|2", "c|2", "d|3", "e|3");
    }

    /** Random histories of runs, rollbacks and copies, against a fold in a few lines of Java. */
    @Test
    void shouldAlwaysEqualTheFoldOfWhatWasCurrent() throws SQLException {
        Random random = new Random(20261121);
        List<SortedMap<String, String>> contents = new java.util.ArrayList<>();
        List<Integer> stack = new java.util.ArrayList<>();
        for (int step = 0; step < 40; step++) {
            if (stack.isEmpty() || random.nextInt(3) > 0) {
                SortedMap<String, String> rows = new TreeMap<>();
                for (int i = 0; i < 1 + random.nextInt(5); i++) {
                    rows.put("k" + random.nextInt(8), "" + step);
                }
                runs.publish(
                        "run-" + contents.size(),
                        "VALUES "
                                + rows.entrySet().stream()
                                        .map(row -> "('" + row.getKey() + "', " + row.getValue() + ")")
                                        .collect(java.util.stream.Collectors.joining(", ")));
                stack.add(contents.size());
                contents.add(rows);
            } else {
                int to = random.nextInt(contents.size());
                runs.makeCurrent("run-" + to, "rollback");
                if (stack.contains(to)) {
                    stack.subList(stack.indexOf(to) + 1, stack.size()).clear();
                } else {
                    stack.add(to);
                }
            }
            if (random.nextInt(3) > 0) {
                // Staged and merged in one transaction, or in several, or appended where the keys seem to be new.
                CopySize size = List.of(CopySize.USUAL, new CopySize(4, 2), new CopySize(40, 2))
                        .get(random.nextInt(3));
                assertThat(runs.copier(size)
                                .copy(merge("id", "viewers"), () -> 900_000)
                                .complete())
                        .isTrue();
                SortedMap<String, String> fold = new TreeMap<>();
                stack.forEach(run -> fold.putAll(contents.get(run)));
                assertThat(runs.seen(ALL))
                        .as("after step " + step + ", stack " + stack)
                        .isEqualTo(fold.entrySet().stream()
                                .map(row -> row.getKey() + "|" + row.getValue())
                                .toList());
            }
        }
    }
}
