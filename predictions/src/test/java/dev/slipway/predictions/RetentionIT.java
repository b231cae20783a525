package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldKeepTheNewestRunsAndTheirLinesInTheLedger() throws SQLException {
        Manifest manifest = published("keeps", 4);
        aDayPasses("keeps");

        publish(manifest, 5, new ArrayList<>());

        assertThat(tables("keeps")).hasSize(2);
        assertThat(runs.ledger().runs(manifest.name()))
                .extracting(RunEntry::state)
                .containsExactly("published", "published", "dropped", "dropped", "dropped");
        assertThat(DATABASE.value("SELECT count(*) FROM predictions.keeps_v1")).isEqualTo("9");
        assertThat(runs.ledger().changes(manifest.name(), 1)).hasSize(5);
    }

    @Test
    void shouldKeepWhatWasCurrentInTheLastDay() throws SQLException {
        Manifest manifest = published("day", 4);
        publish(manifest, 5, new ArrayList<>());
        assertThat(tables("day")).hasSize(5);
    }

    @Test
    void shouldNeverDropTheCurrentRunNorAHeldOneInItsPlace() throws SQLException {
        Manifest manifest = published("current", 3);
        new Ledger(DATABASE.as(Role.LEDGER)).rollback(manifest.name(), 1, "current-1", "ann", "the others are wrong");
        aDayPasses("current");

        List<String> log = new ArrayList<>();
        publish(manifest, 4, log);
        publish(manifest, 5, log);

        assertThat(log).as("tables that PostgreSQL refused to drop").isEmpty();
        assertThat(runs.ledger().runs(manifest.name()))
                .extracting(run -> run.runId() + " " + run.state())
                .containsExactly(
                        "current-5 published",
                        "current-4 published",
                        "current-3 dropped",
                        "current-2 dropped",
                        "current-1 published");
        assertThat(DATABASE.value("SELECT count(*) FROM predictions.current_v1_current"))
                .isEqualTo("1");
    }

    @Test
    void shouldKeepALeasedRunUntilTheLeaseEnds() throws SQLException {
        Manifest manifest = published("leased", 3);
        aDayPasses("leased");
        long first = runs.ledger().changes(manifest.name(), 1).get(0).runNo();
        try (Connection etl = DATABASE.as(Role.ETL).connect()) {
            TestDatabase.rows(etl, "SELECT predictions.lease_run(" + first + ", 'copy', 600)");
            publish(manifest, 4, new ArrayList<>());
            assertThat(state(manifest, "leased-1")).isEqualTo("published");

            TestDatabase.rows(etl, "SELECT predictions.release_lease(" + first + ", 'copy')");
            publish(manifest, 5, new ArrayList<>());
            assertThat(state(manifest, "leased-1")).isEqualTo("dropped");
            assertThat(TestDatabase.rows(etl, "SELECT predictions.lease_run(" + first + ", 'copy', 600)"))
                    .as("too late to copy it")
                    .containsExactly("-");
        }
    }

    /** Between the look at what may go and the drop somebody may roll back to it, or begin to copy it. */
    @Test
    void shouldLookOnceMoreBeforeItDrops() throws SQLException {
        Manifest manifest = published("twice", 4);
        aDayPasses("twice");
        List<Change> changes = runs.ledger().changes(manifest.name(), 1);
        try (Connection etl = DATABASE.as(Role.ETL).connect();
                Connection job = DATABASE.as(Role.JOB).connect()) {
            assertThat(TestDatabase.rows(job, drop(changes.get(3))))
                    .as("current")
                    .containsExactly("f");
            etl.setAutoCommit(false);
            TestDatabase.rows(
                    etl, "SELECT predictions.lease_run(" + changes.get(0).runNo() + ", 'copy', 600)");
            assertThatThrownBy(() -> TestDatabase.rows(job, drop(changes.get(0))))
                    .as("just being leased")
                    .hasMessageContaining("lock timeout");
            etl.commit();
            assertThat(TestDatabase.rows(job, drop(changes.get(0))))
                    .as("leased")
                    .containsExactly("f");
            assertThat(TestDatabase.rows(job, drop(changes.get(1)))).containsExactly("t");
        }
    }

    private static String drop(Change of) {
        return "SELECT predictions.drop_run(" + of.runNo() + ", 2)";
    }

    @Test
    void shouldLeaveARunThatSomebodyReadsToTheNextTimeAndNameThem() throws SQLException {
        Manifest manifest = published("read", 5);
        aDayPasses("read");
        List<String> log = new ArrayList<>();
        try (Connection analyst = DATABASE.as(Role.READER).connect()) {
            analyst.setAutoCommit(false);
            TestDatabase.rows(analyst, "SELECT count(*) AS long_read FROM predictions.read_v1");

            assertThat(publish(manifest, 6, log).current()).isTrue();

            assertThat(log).as("of four").hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains(
                            "dropping the table of run read-",
                            "tried for 1 s",
                            "slipway_reader",
                            "idle in transaction",
                            "long_read"));
            assertThat(tables("read")).hasSize(6);
        }
        publish(manifest, 7, log);
        assertThat(tables("read")).hasSize(3);
    }

    @Test
    void shouldGoOnWhereSomebodysViewNeedsARun() throws SQLException {
        Manifest manifest = published("needed", 3);
        aDayPasses("needed");
        String first = runs.ledger().runs(manifest.name()).get(2).table();
        DATABASE.execute("CREATE VIEW public.analysis AS SELECT id FROM predictions." + first);
        List<String> log = new ArrayList<>();

        assertThat(publish(manifest, 4, log).current()).isTrue();

        assertThat(log).singleElement().asString().contains("needed-1", "view public.analysis depends on");
        assertThat(tables("needed")).hasSize(3);
    }

    @Test
    void shouldRefuseToKeepOne() {
        assertThatThrownBy(() -> new Limits(0, OptionalDouble.empty(), 1)).hasMessageContaining("2 to 200");
        assertThatThrownBy(() -> {
                    try (Connection job = DATABASE.as(Role.JOB).connect()) {
                        TestDatabase.rows(job, "SELECT predictions.droppable_runs('x', 1, 0)");
                    }
                })
                .hasMessageContaining("keep: expected 2 to 200 runs, got 0");
    }

    /** Runs NAME-1 to NAME-n, of as many rows as their number, none of them dropped yet. */
    private static Manifest published(String name, int count) {
        Manifest manifest = manifest(name, "1.0.0", "id:string", "viewers:double");
        IntStream.rangeClosed(1, count)
                .forEach(i -> runs.publish(manifest, name + "-" + i, AS_OF.plusSeconds(i), csv(i, i), Runs.NO_LIMITS));
        return manifest;
    }

    /** Publishes one more run, keeping two, with little patience. */
    private static Published publish(Manifest manifest, int number, List<String> log) {
        String runId = manifest.name() + "-" + number;
        return new Publisher(DATABASE.as(Role.JOB), log::add, Duration.ofSeconds(12))
                .publish(
                        runs.begin(manifest, runId, AS_OF.plusSeconds(number)),
                        manifest,
                        runs.out(runId, csv(number, number)),
                        new Limits(0, OptionalDouble.empty(), 2));
    }

    private static void aDayPasses(String model) throws SQLException {
        DATABASE.execute("UPDATE predictions.current_changes SET changed_at = changed_at - interval '25 hours'"
                + " WHERE model = '" + model + "'");
    }

    private static String state(Manifest manifest, String runId) {
        return runs.ledger().runs(manifest.name()).stream()
                .filter(run -> run.runId().equals(runId))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static List<String> tables(String model) throws SQLException {
        return DATABASE.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^" + model + "_v1_r'");
    }
}
