package dev.slipway.lambdas;

import static dev.slipway.lambdas.EtlCalls.context;
import static dev.slipway.lambdas.EtlCalls.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler as AWS calls it, on real databases. Each test has models and tables of its own. */
class EtlHandlerIT {
    private static Servers servers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        servers = Servers.shared();
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
        awaitTheEndOfItsSession();
        Map<String, Object> second = handler.handleRequest(Events.answered(first), context(2_000));
        awaitTheEndOfItsSession();
        assertThat(only(second))
                .containsEntry("stalled", 1)
                .containsEntry("since", only(first).get("since"));
        assertThatThrownBy(() -> handler.handleRequest(Events.answered(second), context(2_000)))
                .hasMessageContaining("copy to stuck: 2 invocations loaded nothing more of run s-1 than 0 rows,"
                        + " unfinished since " + only(first).get("since") + ": the time is over");
    }

    /** A server lets go of a lock a moment after its client has left, and an invocation without time does not wait. */
    private static void awaitTheEndOfItsSession() throws Exception {
        try (Connection application = servers.application();
                Statement ask = application.createStatement()) {
            for (int i = 0; i < 600; i++) {
                try (ResultSet held = ask.executeQuery("SELECT FROM pg_locks WHERE locktype = 'advisory'")) {
                    if (!held.next()) {
                        return;
                    }
                }
                Thread.sleep(50);
            }
        }
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

    private static Map<String, Object> copied(
            String table, boolean complete, long rows, String runId, long seq, List<String> notes) {
        return Map.of("table", table, "complete", complete, "rows", rows, "runId", runId, "seq", seq, "notes", notes);
    }
}
