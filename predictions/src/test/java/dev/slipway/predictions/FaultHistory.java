package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Lives through a plan with real databases and processes, and proves after every round what the business trusts. */
final class FaultHistory implements AutoCloseable {
    private static final String SESSIONS = "SELECT pid, usename, state, wait_event, query FROM pg_stat_activity"
            + " WHERE datname = current_database() AND usename IN ('slipway_job', 'slipway_etl')";

    private final FaultPlan plan;
    private final FaultCrew crew;
    private final TestRuns databases = TestRuns.fresh();
    private final MadeRuns runs = new MadeRuns();
    private final List<FaultDeed> done = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<FaultPlan.Table, List<FaultReader>> readers = new HashMap<>();
    private final List<FaultReader> analysts;
    private final Map<Boolean, Optional<SmallDisk>> disks = new HashMap<>();
    private final RetentionOracle retention;
    private int kills;

    FaultHistory(FaultPlan plan, FaultCrew crew) throws IOException, SQLException {
        this.plan = plan;
        this.crew = crew;
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            readers.put(table, List.of(reader(table, false), reader(table, true)));
        }
        Database reader = databases.analytics().as(Role.READER);
        analysts = List.of(
                new FaultReader(reader, "audience_v1_current", false),
                new FaultReader(reader, "audience_v1_current", true));
        retention = new RetentionOracle(databases.analytics());
        disks.put(true, disk(databases.analytics(), Role.JOB));
        disks.put(false, disk(databases.application(), Role.ETL));
    }

    private Optional<SmallDisk> disk(TestDatabase database, Role role) throws IOException, SQLException {
        return plan.has(FaultPlan.Disaster.Kind.DISK_FULL, role == Role.JOB)
                ? SmallDisk.mount(database, role, crew.folder(), "24m")
                : Optional.empty();
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
            story.add("round " + (plan.rounds().indexOf(round) + 1) + ", " + round.disaster()
                    + (round.dayPasses() ? ", a day later" : ""));
            if (round.dayPasses()) {
                retention.aDayPasses();
            }
            live(round);
            awaitSessionsEnd();
            prove();
        }
        end();
    }

    private void live(FaultPlan.Round round) throws Exception {
        List<FaultDeed> deeds = new ArrayList<>();
        List<CompletableFuture<String>> decisions = new ArrayList<>();
        FaultDisaster disaster = new FaultDisaster(
                round.disaster(), databases, disks.get(round.disaster().atAnalytics()));
        Deque<FaultChild> children = new ArrayDeque<>(crew.take((int)
                round.acts().stream().filter(act -> act.deed().isOfAProcess()).count()));
        try {
            for (FaultPlan.Act act : round.acts()) {
                if (act.deed() instanceof FaultPlan.Publish publish) {
                    runs.add(publish.run());
                }
                if (act.deed().isOfAProcess()) {
                    deeds.add(new FaultDeed(act, children.remove(), databases));
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

    private void close(FaultDeed deed) throws IOException {
        deed.close();
        if (deed.answer() == null) {
            // It must not answer in another history.
            deed.child().kill();
        } else if (deed.child().wasKilled() && deed.was("ended")) {
            kills++;
        }
        crew.giveBack(deed.child());
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
        retention.prove(1);
        retention.prove(2);
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            new CopyOracle(table, runs, changes.get(table.major), dropped()).prove(databases.application());
        }
        return changes;
    }

    /** A day later one more run is published, in good order: then only those are left that must not go. */
    private void dropAllThatMayGo() throws SQLException {
        retention.aDayPasses();
        MadeRun last = FaultPlan.calm("s" + plan.seed() + "-last", 30, FaultPlan.KEEP);
        runs.add(last);
        Runs publishing = new Runs(databases.analytics(), crew.folder());
        publishing.publish(last.manifest(), last.id(), last.asOf(), last.csv(), last.limits());
        retention.proveThatNoneIsLeft(1);
    }

    private Set<String> dropped() throws SQLException {
        return new HashSet<>(databases.analytics().rows("SELECT run_id FROM predictions.runs WHERE state = 'dropped'"));
    }

    /** All is well again: copies reach what is current, and every attempt has an end. */
    private void end() throws Exception {
        if (plan.retention()) {
            dropAllThatMayGo();
        }
        Map<Integer, List<String>> changes = prove();
        for (FaultPlan.Table table : FaultPlan.Table.values()) {
            if (changes.get(table.major).isEmpty()) {
                continue;
            }
            CopySpec spec = FaultDeed.spec(table, false);
            // In several leaves, which those that are killed seldom come to show.
            assertThat(databases
                            .copier(new CopySize(800, 200))
                            .copy(spec, () -> 900_000)
                            .complete())
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
                reader.awaitRead();
                reader.close();
                // Of a merged table only the keys are known whose rows are of kept runs.
                reader.prove(
                        table == FaultPlan.Table.MERGED && !dropped().isEmpty() ? List.of() : oracle.fingerprints());
            }
        }
        CopyOracle first = new CopyOracle(FaultPlan.Table.REPLACED, runs, changes.get(1), dropped());
        for (FaultReader analyst : changes.get(1).isEmpty() ? List.<FaultReader>of() : analysts) {
            analyst.awaitRead();
            analyst.close();
            analyst.prove(first.fingerprints());
        }
        retention.aDayPasses();
        new AttemptOracle(databases.analytics(), runs, done).proveAllEnded();
    }

    @Override
    public void close() throws IOException, SQLException {
        readers.values().forEach(both -> both.forEach(FaultReader::close));
        analysts.forEach(FaultReader::close);
        for (Optional<SmallDisk> disk : disks.values()) {
            if (disk.isPresent()) {
                disk.get().close();
            }
        }
    }
}
