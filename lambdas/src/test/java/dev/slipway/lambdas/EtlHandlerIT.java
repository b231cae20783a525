package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.predictions.CopyOutcome;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler as AWS calls it, on real databases. Each test has models and tables of its own. */
class EtlHandlerIT {
    private static Servers servers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, SQLException {
        servers = new Servers();
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @Test
    void shouldCopyWhatIsBehindWhenABuildSucceeded() throws Exception {
        servers.publish("built", "build-1", folder, "a,1.5", "b,");
        EtlHandler handler = handler(copy("built", "replace"));

        assertThat(handler.handleRequest(Events.buildSucceeded(), context(900_000)))
                .isEqualTo(Map.of(
                        "complete", true, "copies", List.of(copied("built", true, 2, "build-1", 1L, List.of()))));
        assertThat(servers.seen("SELECT * FROM predictions.built ORDER BY id")).containsExactly("a|1.5", "b|null");

        servers.publish("built", "build-2", folder, "c,3");
        assertThat(JSON.std.asString(handler.handleRequest(Events.buildSucceeded(), context(900_000))))
                .isEqualTo("{\"complete\":true,\"copies\":[{\"table\":\"built\",\"complete\":true,\"rows\":1,\"runId\":"
                        + "\"build-2\",\"seq\":2,\"notes\":[]}]}");
    }

    @Test
    void shouldCopyEveryModelOnASchedule() throws Exception {
        servers.publish("morning", "m-1", folder, "a,1");
        servers.publish("evening", "e-1", folder, "a,2");
        handler(copy("morning", "replace"), copy("evening", "merge"))
                .handleRequest(Events.scheduled(), context(900_000));
        assertThat(servers.seen(
                        "SELECT \"table\", run FROM predictions.freshness WHERE run IN ('m-1', 'e-1') ORDER BY 1"))
                .containsExactly("evening|e-1", "morning|m-1");
    }

    @Test
    void shouldCopyTheModelThatIsNamedAndFollowARollback() throws Exception {
        servers.publish("named", "n-1", folder, "a,1", "b,1");
        servers.publish("named", "n-2", folder, "b,2", "c,2");
        servers.publish("other", "o-1", folder, "a,1");
        EtlHandler handler = handler(copy("named", "merge"), copy("other", "replace"));

        Map<String, Object> answer = handler.handleRequest(Map.of("model", "named"), context(900_000));

        assertThat(answer.get("copies"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(servers.seen("SELECT * FROM predictions.named ORDER BY id")).containsExactly("a|1", "b|2", "c|2");
        servers.rollback("named");
        handler.handleRequest(Map.of("model", "named"), context(900_000));
        assertThat(servers.seen("SELECT * FROM predictions.named ORDER BY id")).containsExactly("a|1", "b|1");
    }

    @Test
    void shouldAnswerThatItIsNotCompleteWhenTheTimeIsOver() throws Exception {
        servers.publish("large", "l-1", folder, "a,1");
        EtlHandler handler = handler(copy("large", "replace"));
        Map<String, Object> answer = handler.handleRequest(Map.of("model", "large"), context(2_000));
        assertThat(answer).containsEntry("complete", false);
        assertThat(only(answer))
                .containsAllEntriesOf(copied("large", false, 0, "l-1", 1L, List.of("the time is over")))
                .containsEntry("stalled", 0)
                .containsKey("since");
        assertThat(handler.handleRequest(Map.of("model", "large"), context(900_000)))
                .containsEntry("complete", true);
    }

    @Test
    void shouldGoOnWithTheAnswerOfAnUnfinishedCopyAndOnlyWithIt() throws Exception {
        servers.publish("cut", "c-1", folder, "a,1");
        servers.publish("done", "d-1", folder, "a,1");
        EtlHandler handler = handler(copy("cut", "replace"), copy("done", "replace"));
        handler.handleRequest(Map.of("model", "done"), context(900_000));
        Map<String, Object> answer = handler.handleRequest(Map.of("model", "cut"), context(2_000));

        Map<String, Object> next = handler.handleRequest(Events.answered(answer), context(900_000));

        assertThat(next).containsEntry("complete", true);
        assertThat(only(next)).containsAllEntriesOf(copied("cut", true, 1, "c-1", 1L, List.of()));
    }

    @Test
    void shouldFailWhenTwoInvocationsLoadedNothingMore() throws Exception {
        servers.publish("stuck", "s-1", folder, "a,1");
        EtlHandler handler = handler(copy("stuck", "replace"));
        Map<String, Object> first = handler.handleRequest(Map.of("model", "stuck"), context(2_000));
        Map<String, Object> second = handler.handleRequest(Events.answered(first), context(2_000));
        assertThat(only(second))
                .containsEntry("stalled", 1)
                .containsEntry("since", only(first).get("since"));
        assertThatThrownBy(() -> handler.handleRequest(Events.answered(second), context(2_000)))
                .hasMessageContaining("copy to stuck: 2 invocations loaded nothing more of run s-1 than 0 rows,"
                        + " unfinished since " + only(first).get("since") + ": the time is over");
    }

    /** A long copy of one table must not make the copies after other builds fail. */
    @Test
    void shouldWaitForAnotherCopyOfTheTable() throws Exception {
        servers.publish("busy", "busy-1", folder, "a,1");
        EtlHandler handler = handler(copy("busy", "replace"));
        try (Connection other = servers.application();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('slipway copy busy', 0))");
            Map<String, Object> answer = handler.handleRequest(Events.buildSucceeded(), context(2_000));
            for (int i = 0; i < 4; i++) {
                answer = handler.handleRequest(Events.answered(answer), context(2_000));
            }

            assertThat(answer).containsEntry("complete", false);
            assertThat(only(answer))
                    .containsEntry("notes", List.of("another copy to busy is running"))
                    .containsEntry("stalled", 0);
            only(answer)
                    .put("busySince", Instant.now().minus(Duration.ofHours(3)).toString());
            Map<String, Object> event = Events.answered(answer);
            assertThatThrownBy(() -> handler.handleRequest(event, context(2_000)))
                    .hasMessageContaining("copy to busy: another copy to the table has been running since 2");
        }

        assertThat(handler.handleRequest(Events.buildSucceeded(), context(900_000)))
                .containsEntry("complete", true);
        assertThat(servers.seen("SELECT * FROM predictions.busy")).containsExactly("a|1");
    }

    /** The table may be waited for between two invocations that both load nothing. */
    @Test
    void shouldCountAsStalledWhatStandsStillBeforeAndAfterAnotherCopy() {
        Instant now = Instant.now();
        CopyOutcome standing = new CopyOutcome("t", false, 5, 0, "run-1", 1, List.of("the time is over"));
        CopyOutcome busy = new CopyOutcome("t", false, 0, 0, null, 0, List.of("another copy to t is running"));

        Unfinished left = Unfinished.first(standing, now)
                .then(busy, now)
                .then(standing, now)
                .then(busy, now)
                .then(standing, now);

        assertThat(left.hopeless(standing.notes(), now))
                .isEqualTo("2 invocations loaded nothing more of run run-1 than 5 rows, unfinished since " + now
                        + ": the time is over");
    }

    @Test
    void shouldPutTheFiguresOfEachCopyOnOneLineOfItsLog() throws Exception {
        servers.publish("counted", "count-1", folder, "a,1", "b,2");
        Map<String, String> environment = new HashMap<>(servers.environment(
                List.of(copy("counted", "replace"), copy("gone", "replace").replace("value", "valeu"))
                        .toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");
        servers.publish("gone", "gone-1", folder, "a,1");
        EtlHandler handler = new EtlHandler(environment);

        List<Map<String, Object>> lines = Stdout.json(
                () -> assertThatThrownBy(() -> handler.handleRequest(Events.buildSucceeded(), context(900_000))));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .containsEntry("Environment", "staging")
                .containsEntry("Model", "counted")
                .containsEntry("CopyRows", 2)
                .containsEntry("CopyErrors", 0)
                .containsEntry("CopyAgeSeconds", 0)
                .containsEntry("runId", "count-1");
        assertThat(lines.get(0).get("_aws").toString())
                .contains("Namespace=Slipway", "Dimensions=[[Environment, Model]]", "Name=CopyRows", "Unit=Seconds");
        assertThat(lines.get(1)).containsEntry("Model", "gone").containsEntry("CopyErrors", 1);

        List<Map<String, Object>> again = Stdout.json(
                () -> assertThatThrownBy(() -> handler.handleRequest(Events.buildSucceeded(), context(900_000))));

        assertThat(again.get(0))
                .as("nothing was new")
                .containsEntry("CopyRows", 0)
                .containsEntry("runId", "count-1");
    }

    /** Otherwise the application shows an old run for days and nobody hears of it again. */
    @Test
    void shouldTellSinceWhenATableIsBehindWhereItsCopyFails() throws Exception {
        servers.publish("failing", "failing-1", folder, "a,1");
        handler(copy("failing", "replace")).handleRequest(Events.scheduled(), context(900_000));
        servers.publish("failing", "failing-2", folder, "a,2");
        servers.publish("failing", "failing-3", folder, "a,3");
        age("failing", 2, "3 days");
        Map<String, String> environment = new HashMap<>(servers.environment(
                List.of(copy("failing", "replace").replace("value", "valeu")).toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");

        assertThat((Integer) failure(environment).get("CopyAgeSeconds"))
                .as("since the first run that the table does not show")
                .isBetween(3 * 86_400, 3 * 86_400 + 600);

        environment.put(
                "SLIPWAY_APPLICATION_URL",
                environment.get("SLIPWAY_APPLICATION_URL").replaceFirst("/postgres$", "/nowhere"));
        assertThat(failure(environment))
                .as("the table may show it, for all that can be seen")
                .doesNotContainKey("CopyAgeSeconds");
        age("failing", 3, "2 hours");
        assertThat((Integer) failure(environment).get("CopyAgeSeconds"))
                .as("what has been away for hours shows nothing")
                .isBetween(7_200, 7_800);
    }

    private static void age(String model, int seq, String age) throws SQLException {
        servers.analytics("SET session_replication_role = replica; UPDATE predictions.current_changes"
                + " SET changed_at = now() - interval '" + age + "' WHERE model = '" + model + "' AND seq = " + seq);
    }

    private static Map<String, Object> failure(Map<String, String> environment) throws IOException {
        List<Map<String, Object>> lines = Stdout.json(() -> assertThatThrownBy(
                () -> new EtlHandler(environment).handleRequest(Events.buildSucceeded(), context(900_000))));
        assertThat(lines)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("CopyErrors", 1);
        return lines.get(0);
    }

    /** Also where no answer of the invocation before came here: the daily look must not begin to count anew. */
    @Test
    void shouldTellSinceWhenATableIsBehindWhoeverLooks() throws Exception {
        servers.publish("aged", "aged-1", folder, "a,1");
        Map<String, String> environment = new HashMap<>(
                servers.environment(List.of(copy("aged", "replace")).toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");
        EtlHandler handler = new EtlHandler(environment);
        Thread.sleep(1_100); // Figures are whole seconds.

        List<Map<String, Object>> cut = Stdout.json(() -> handler.handleRequest(Events.scheduled(), context(2_000)));
        List<Map<String, Object>> whole =
                Stdout.json(() -> handler.handleRequest(Events.scheduled(), context(900_000)));

        assertThat((Integer) cut.get(0).get("CopyAgeSeconds")).isPositive();
        assertThat(whole.get(0)).containsEntry("CopyAgeSeconds", 0);
    }

    @Test
    void shouldTryTheOtherCopiesWhenOneFailsAndNameIt() throws Exception {
        servers.publish("broken", "b-1", folder, "a,1");
        servers.publish("healthy", "h-1", folder, "a,1");
        EtlHandler handler = handler(copy("broken", "replace").replace("value", "valeu"), copy("healthy", "replace"));

        assertThatThrownBy(() -> handler.handleRequest(Events.buildSucceeded(), context(900_000)))
                .hasMessage("1 of 2 copies failed: copy to broken: no run of broken 1.x has a field valeu; version"
                        + " 1.0.0 has [id, value]");
        assertThat(servers.seen("SELECT * FROM predictions.healthy")).containsExactly("a|1");
    }

    @Test
    void shouldRefuseAModelThatIsNotSetUp() {
        assertThatThrownBy(() ->
                        handler(copy("known", "replace")).handleRequest(Map.of("model", "unknown"), context(900_000)))
                .hasMessage("no copy of a model unknown is set up, only of [known]");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> answer) {
        assertThat((List<?>) answer.get("copies")).hasSize(1);
        return (Map<String, Object>) ((List<?>) answer.get("copies")).get(0);
    }

    private static EtlHandler handler(String... copies) {
        return new EtlHandler(servers.environment(List.of(copies).toString()));
    }

    private static String copy(String model, String mode) {
        return "{\"model\":\"" + model + "\",\"major\":1,\"table\":\"" + model + "\",\"mode\":\"" + mode
                + "\",\"fields\":[\"id\",\"value\"]}";
    }

    private static Map<String, Object> copied(
            String table, boolean complete, long rows, String runId, long seq, List<String> notes) {
        return Map.of("table", table, "complete", complete, "rows", rows, "runId", runId, "seq", seq, "notes", notes);
    }

    /** A context of which the handler asks the remaining time, and nothing else. */
    private static Context context(int remainingMillis) {
        return (Context) Proxy.newProxyInstance(
                EtlHandlerIT.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getRemainingTimeInMillis");
                    return remainingMillis;
                });
    }
}
