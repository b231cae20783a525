package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Lives through a plan with real databases and processes, and proves after every round what the business trusts. */
final class FaultHistory implements AutoCloseable {
    private static final String SESSIONS = "SELECT pid, usename, state, wait_event, query FROM pg_stat_activity"
            + " WHERE datname = current_database() AND usename IN ('slipway_job', 'slipway_etl')";

    private final FaultPlan plan;
    private final Path folder;
    private final TestRuns databases = TestRuns.fresh();
    private final MadeRuns runs = new MadeRuns();
    private final Deque<FaultChild> idle = new ArrayDeque<>();
    private final List<FaultDeed> done = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<FaultPlan.Table, List<FaultReader>> readers = new HashMap<>();
    private int kills;

    FaultHistory(FaultPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            readers.put(table, List.of(reader(table, false), reader(table, true)));
        }
    }

    private FaultReader reader(FaultPlan.Table table, boolean repeatable) {
        return new FaultReader(databases.application().as(Role.APP), table.view(), repeatable);
    }

    /** Processes killed while they worked. */
    int kills() {
        return kills;
    }

    /** What happened, a line per round and deed. */
    List<String> story() {
        return story;
    }

    void live() throws Exception {
        for (FaultPlan.Round round : plan.rounds()) {
            story.add("round " + (plan.rounds().indexOf(round) + 1) + ", " + round.disaster());
            live(round);
            awaitSessionsEnd();
            prove();
        }
        end();
    }

    private void live(FaultPlan.Round round) throws Exception {
        List<FaultDeed> deeds = new ArrayList<>();
        List<CompletableFuture<String>> decisions = new ArrayList<>();
        FaultDisaster disaster = new FaultDisaster(round.disaster(), databases);
        try {
            for (FaultPlan.Act act : round.acts()) {
                if (act.deed() instanceof FaultPlan.Publish publish) {
                    runs.add(publish.run());
                }
                if (act.deed() instanceof FaultPlan.Publish || act.deed() instanceof FaultPlan.Copy) {
                    deeds.add(new FaultDeed(act, child(), databases));
                } else {
                    decisions.add(CompletableFuture.supplyAsync(() -> decide(act.deed())));
                }
            }
            CompletableFuture<Void> happening = disaster.happen();
            for (FaultDeed deed : deeds) {
                deed.await();
            }
            happening.get();
            for (CompletableFuture<String> decision : decisions) {
                story.add("  " + decision.get());
            }
        } finally {
            for (FaultDeed deed : deeds) {
                story.add("  " + deed);
                close(deed);
            }
            done.addAll(deeds);
        }
    }

    private void close(FaultDeed deed) {
        deed.close();
        if (deed.child().wasKilled()) {
            deed.child().close();
            kills += deed.was("ended") ? 1 : 0;
        } else {
            idle.add(deed.child());
        }
    }

    private FaultChild child() throws IOException, InterruptedException {
        if (!idle.isEmpty()) {
            return idle.remove();
        }
        FaultChild child = new FaultChild(folder.resolve("errors.txt"), folder);
        assertThat(child.answer(60_000)).containsEntry("answer", "ready");
        return child;
    }

    /** A person's decision, in this process. */
    private String decide(FaultPlan.Deed deed) {
        Ledger ledger = new Ledger(databases.analytics().as(Role.LEDGER));
        ModelName model = new ModelName(FaultPlan.MODEL);
        try {
            if (deed instanceof FaultPlan.Rollback rollback) {
                List<RunEntry> kept = ledger.runs(model).stream()
                        .filter(run -> run.state().equals("published") && run.rows() > 0)
                        .filter(run -> run.version().major() == 1)
                        .toList();
                String to = rollback.back() == 0 || kept.isEmpty()
                        ? null
                        : kept.get(rollback.back() % kept.size()).runId();
                return "rolled back: " + ledger.rollback(model, 1, to, "ann", LedgerOracle.ROLLBACK);
            }
            ledger.release(model, 1, "bob", "released");
            return "released";
        } catch (PublishException e) {
            return "not decided: " + e.getMessage();
        }
    }

    /** A killed client's session goes on until the server notices. */
    private void awaitSessionsEnd() throws SQLException, InterruptedException {
        for (TestDatabase database : List.of(databases.analytics(), databases.application())) {
            try (Connection admin = database.admin()) {
                List<String> sessions = TestDatabase.rows(admin, SESSIONS);
                for (int i = 0; i < 300 && !sessions.isEmpty(); i++) {
                    Thread.sleep(50);
                    sessions = TestDatabase.rows(admin, SESSIONS);
                }
                assertThat(sessions).as("sessions of dead clients").isEmpty();
            }
        }
    }

    private Map<Integer, List<String>> prove() throws SQLException {
        Map<Integer, List<String>> changes = new LedgerOracle(databases.analytics(), runs).changes();
        new AttemptOracle(databases.analytics(), runs, done).prove();
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            new CopyOracle(table, runs, changes.get(table.major), dropped()).prove(databases.application());
        }
        return changes;
    }

    private Set<String> dropped() throws SQLException {
        return new HashSet<>(databases.analytics().rows("SELECT run_id FROM predictions.runs WHERE state = 'dropped'"));
    }

    /** All is well again: copies reach what is current, and every attempt has an end. */
    private void end() throws Exception {
        Map<Integer, List<String>> changes = prove();
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            if (changes.get(table.major).isEmpty()) {
                continue;
            }
            CopySpec spec = FaultDeed.spec(table, false);
            assertThat(databases.copy(spec).complete())
                    .as("copy to " + spec.table())
                    .isTrue();
            databases.copy(spec);
            CopyOracle oracle = new CopyOracle(table, runs, changes.get(table.major), dropped());
            assertThat(oracle.prove(databases.application()))
                    .isEqualTo(changes.get(table.major).size());
            assertThat(databases.application().rows("SELECT predictions.stale_data('" + spec.table() + "')"))
                    .as("tables that nothing shows")
                    .isEmpty();
            for (FaultReader reader : readers.get(table)) {
                reader.close();
                reader.prove(oracle.fingerprints());
            }
        }
        new AttemptOracle(databases.analytics(), runs, done).proveAllEnded();
    }

    @Override
    public void close() {
        readers.values().forEach(both -> both.forEach(FaultReader::close));
        idle.forEach(FaultChild::close);
    }
}
