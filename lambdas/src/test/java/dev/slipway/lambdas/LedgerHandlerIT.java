package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function that shows the ledger, as the role that it has in the cloud. Each test has a model of its own. */
class LedgerHandlerIT {
    private static Servers servers;
    private static LedgerHandler ledger;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, SQLException {
        servers = new Servers();
        ledger = new LedgerHandler(servers.ledgerEnvironment());
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @Test
    void shouldListRunsAndWhatIsCurrent() throws Exception {
        servers.publish("listed", "listed-1", folder, "a,1", "b,2");
        servers.publish("listed", "listed-2", folder, "a,1");
        assertThat(at(ask("runs", Map.of("model", "listed")), "runs"))
                .extracting(run -> run.get("runId"), run -> run.get("rows"), run -> run.get("outcome"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("listed-2", 1, "succeeded"),
                        org.assertj.core.groups.Tuple.tuple("listed-1", 2, "succeeded"));
        assertThat(at(ask("runs", Map.of("model", "listed", "limit", 1)), "runs"))
                .hasSize(1);
        assertThat(at(ask("runs", Map.of("model", "listed", "major", 2)), "runs"))
                .isEmpty();
        assertThat(ask("current", Map.of("model", "listed", "major", 1)).get("run"))
                .hasToString("{runNo=" + number("listed-2") + ", runId=listed-2, model=listed, version=1.0.0, asOf="
                        + asOf("listed") + ", state=published, rows=1, duplicates=0, table=listed_v1_r"
                        + number("listed-2")
                        + ", publishedAt="
                        + at(ask("runs", Map.of("model", "listed")), "runs")
                                .get(0)
                                .get("publishedAt")
                        + ", heldReason=null, outcome=succeeded, exitCode=0, reason=null}");
        assertThat(ask("current", Map.of("model", "nobody", "major", 1))).containsEntry("run", null);
    }

    @Test
    void shouldRollBackAndSayWhoDidItAndReleaseTheHold() throws Exception {
        servers.publish("rolled", "rolled-1", folder, "a,1");
        servers.publish("rolled", "rolled-2", folder, "a,2");
        Instant before = Instant.now();

        Map<String, Object> answer =
                ask("rollback", Map.of("model", "rolled", "major", 1, "who", "ann", "reason", "rolled-2 is too high"));

        assertThat(answer.get("change").toString())
                .contains("seq=3", "runId=rolled-1", "who=ann", "reason=rolled-2 is too high");
        assertThat(at(ask("changes", Map.of("model", "rolled", "major", 1)), "changes"))
                .extracting(change -> change.get("runId"))
                .containsExactly("rolled-1", "rolled-2", "rolled-1");
        assertThat(at(ask("changes", Map.of("model", "rolled", "major", 1, "limit", 1)), "changes"))
                .extracting(change -> change.get("seq"))
                .containsExactly(3);
        assertThat(at(ask("currentOn", Map.of("moment", before.toString())), "runs"))
                .extracting(run -> run.get("runId"))
                .contains("rolled-2")
                .doesNotContain("rolled-1");
        Map<String, Object> release = Map.of("model", "rolled", "major", 1, "who", "ann", "reason", "mended");
        assertThat(ask("release", release)).containsEntry("released", true);
        assertThat(ask("release", release).get("error"))
                .hasToString("{code=bad-configuration, exitCode=78, message=releasing rolled: rolled, major version 1:"
                        + " no version is held}");
        ask(
                "rollback",
                Map.of("model", "rolled", "major", 1, "to", "rolled-2", "who", "bob", "reason", "it was right"));
        assertThat(ask("current", Map.of("model", "rolled", "major", 1))
                        .get("run")
                        .toString())
                .contains("runId=rolled-2");
    }

    @Test
    void shouldTellThoseWhoDoNotReachTheDatabase() throws Exception {
        servers.publish("beside", "b-1", folder, "a,1");
        servers.publish("beside", "b-2", folder, "a,2");
        Map<String, Object> rollback = Map.of("model", "beside", "major", 1, "who", "ann", "reason", "too high");
        Map<String, Object> release = Map.of("model", "beside", "major", 1, "who", "bob", "reason", "mended");
        try (Moto moto = Moto.start()) {
            moto.put("artifacts", "runs/x", "another file");
            Map<String, String> environment = new HashMap<>(servers.ledgerEnvironment());
            environment.put("SLIPWAY_ARTIFACTS", "s3://artifacts");
            LedgerHandler telling = new LedgerHandler(environment);
            assertThat(ask(telling, "rollback", rollback)).doesNotContainKey("warning");
            assertThat(moto.keys("artifacts"))
                    .as("what was published before, too: somebody had not told it")
                    .contains(
                            "changes/beside/v1/0000000001.json",
                            "changes/beside/v1/0000000002.json",
                            "changes/beside/v1/0000000003.json")
                    .hasSize(5);
            assertThat(moto.get("artifacts", "changes/beside/v1/0000000003.json"))
                    .contains("\"runId\":\"b-1\"", "\"who\":\"ann\"", "\"reason\":\"too high\"");
            assertThat(ask(telling, "release", release)).doesNotContainKey("warning");
            assertThat(moto.get("artifacts", moto.keys("artifacts").get(4)))
                    .contains("\"held\":false", "\"who\":\"bob\"");

            environment.put("SLIPWAY_ARTIFACTS", "s3://nowhere");
            Map<String, Object> unheard = ask(
                    new LedgerHandler(environment),
                    "rollback",
                    Map.of("model", "beside", "major", 1, "to", "b-2", "who", "ann", "reason", "it was right"));
            assertThat(unheard.get("change").toString()).contains("runId=b-2");
            assertThat(unheard.get("warning").toString()).startsWith("it is done, but commands do not see it");
        }
    }

    @Test
    void shouldShowPredictions() throws Exception {
        servers.publish("shown", "shown-1", folder, "a,1.5", "b,", "c,3");
        assertThat(JSON.std.asString(ask("predictions", Map.of("model", "shown", "major", 1, "limit", 2))))
                .isEqualTo("{\"runId\":\"shown-1\",\"fields\":[\"id\",\"value\"],\"rows\":[[\"a\",1.5],[\"b\",null]]}");
        assertThat(ask("predictions", Map.of("model", "nothing", "major", 1)).get("error"))
                .hasToString("{code=bad-configuration, exitCode=78, message=nothing, major version 1: no run is"
                        + " current}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | action: expected a text, got nothing",
                "{\"action\":\"drop\"} | action: expected runs, current, changes, currentOn, predictions, rollback or release, got \"drop\"",
                "{\"action\":\"runs\"} | model: expected a text, got nothing",
                "{\"action\":\"runs\",\"model\":\"A; DROP\"} | model: expected lower-case words joined by hyphens, at most 32 characters, such as audience-forecast, got \"A; DROP\"",
                "{\"action\":\"current\",\"model\":\"a\"} | major: expected a whole number from 0 to 1000000, got nothing",
                "{\"action\":\"current\",\"model\":\"a\",\"major\":1.5} | major: expected a whole number from 0 to 1000000, got 1.5",
                "{\"action\":\"predictions\",\"model\":\"a\",\"major\":1,\"limit\":5000} | limit: expected a whole number from 1 to 1000, got 5000",
                "{\"action\":\"currentOn\",\"moment\":\"yesterday\"} | moment: expected a timestamp with offset such as 2026-11-20T06:00:00Z, got \"yesterday\"",
                "{\"action\":\"rollback\",\"model\":\"a\",\"major\":1,\"too\":\"rolled-1\",\"who\":\"x\",\"reason\":\"y\"} | expected only [major, model, reason, to, who] beside the action, got also [too]",
                "{\"action\":\"rollback\",\"model\":\"a\",\"major\":1,\"who\":\" \",\"reason\":\"y\"} | who: expected a text, got \" \""
            })
    void shouldAnswerABadRequestWithWhatWouldBeRight(String request, String message) throws Exception {
        assertThat(ledger.handleRequest(JSON.std.mapFrom(request), null))
                .isEqualTo(Map.of("error", Map.of("code", "usage", "exitCode", 64, "message", message)));
    }

    /** The request as JSON gives it, the answer as JSON shows it. */
    private static Map<String, Object> ask(String action, Map<String, Object> members) throws IOException {
        return ask(ledger, action, members);
    }

    private static Map<String, Object> ask(LedgerHandler ledger, String action, Map<String, Object> members)
            throws IOException {
        Map<String, Object> request = new HashMap<>(members);
        request.put("action", action);
        return JSON.std.mapFrom(
                JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(ledger.handleRequest(request, null)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> at(Map<String, Object> answer, String key) {
        return (List<Map<String, Object>>) (List<?>) answer.get(key);
    }

    private static Object number(String run) throws IOException {
        return at(ask("runs", Map.of("model", "listed")), "runs").stream()
                .filter(entry -> run.equals(entry.get("runId")))
                .findFirst()
                .orElseThrow()
                .get("runNo");
    }

    private static Object asOf(String model) throws IOException {
        return at(ask("runs", Map.of("model", model)), "runs").get(0).get("asOf");
    }
}
